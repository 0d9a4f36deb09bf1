"""
Where are names of models built at run time, or models made, so that no text can be trusted?
"""

import re

import libcst as cst
import libcst.helpers
from libcst.metadata import MetadataWrapper, PositionProvider

from wheelwright.extract.code.order import Order, Remark, Weight
from wheelwright.extract.code.strings import literal
from wheelwright.extract.code.units import parse

# Files without any of these are not read: that takes much longer than to search them.
SIGNS = re.compile(
    r"[gs]etattr\(\s*[\w.]*models\b|get_app_config\(|register_model|import_module\(|all_models|globals\(\)\["
)


def find(text: str, order: Order, *, path: str, own: bool) -> tuple[Remark, ...]:
    """
    Lines of one file; `own` says that it is the old app's.

    Raises:
        cst.ParserSyntaxError: for what is no Python.
    """
    if not SIGNS.search(text):
        return ()
    finder = _Finder(order, path, own)
    MetadataWrapper(parse(text)).visit(finder)
    return tuple(finder.remarks)


class _Finder(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, order: Order, path: str, own: bool) -> None:
        super().__init__()
        self.order = order
        self.path = path
        self.own = own
        self.remarks: list[Remark] = []

    def visit_Call(self, node: cst.Call) -> None:
        name = libcst.helpers.get_full_name_for_node(node.func) or ""
        last = name.rpartition(".")[2]
        words = [literal(arg.value) for arg in node.args]
        label = self.order.old_label
        if (
            last == "getattr"
            and len(words) > 1
            and not words[1]
            and self._is_models(node.args[0].value)
        ):
            self._note(
                node,
                "a name of the models is made at run time: the re-export answers it for one release",
            )
        elif last == "setattr" and words and self._is_models(node.args[0].value):
            self._note(
                node, "models are set from outside: what moves is not reached by it", Weight.STOP
            )
        elif last == "get_app_config" and words[:1] == [label]:
            self._note(
                node,
                f'all models of "{label}" are asked for: the moved ones are no longer among them',
            )
        elif last == "register_model" and self.own:
            self._note(node, "a model is made at run time; it is on nobody's list", Weight.STOP)
        elif (
            last == "import_module"
            and words
            and words[0].startswith(f"{self.order.old_package}.models")
        ):
            self._note(
                node, "the models are imported by name: the re-export answers it for one release"
            )

    def visit_Subscript(self, node: cst.Subscript) -> None:
        match node.value:
            case cst.Attribute(attr=cst.Name("all_models")):
                self._note(node, "models are taken from the registry by name: read which are meant")
            case cst.Call(func=cst.Name("globals")) if self.own:
                self._note(node, "a name of this module is made at run time: read which are meant")

    def _is_models(self, node: cst.BaseExpression) -> bool:
        name = libcst.helpers.get_full_name_for_node(node) or ""
        return name.rpartition(".")[2] in ("models", f"{self.order.old_label}_models")

    def _note(self, node: cst.CSTNode, what: str, weight: Weight = Weight.LOOK) -> None:
        line = int(self.get_metadata(PositionProvider, node).start.line)
        self.remarks.append(Remark(path=self.path, line=line, what=what, weight=weight))
