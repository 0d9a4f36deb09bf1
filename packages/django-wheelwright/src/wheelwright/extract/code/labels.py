"""
Which texts in code name a model, a permission, a page of the admin or a dotted path that has moved?
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from wheelwright.extract.code.order import Order, Remark, Weight
from wheelwright.extract.code.selection import Place
from wheelwright.extract.code.strings import literal, quoted
from wheelwright.extract.code.text import BOM
from wheelwright.extract.code.units import parse

# Calls whose words are a label and a model's name.
BY_NAME = frozenset({"get_model", "get_registered_model", "get_by_natural_key"})
ADMIN = r"(?:changelist|change|add|delete|history|autocomplete)"
APP = frozenset({"app_label", "content_type__app_label"})
MODEL = frozenset({"model", "model_name", "content_type__model", "codename", "codename__in"})


@dataclass(frozen=True, kw_only=True)  # no slots: a cached property needs a dict
class Renames:
    """
    Texts by what they become.
    """

    order: Order
    homes: Mapping[Place, str]

    @functools.cached_property
    def signs(self) -> re.Pattern[str]:
        """
        What a file has to have for any of its texts to mean something that moved.
        """
        label, package = re.escape(self.order.old_label), re.escape(self.order.old_package)
        return re.compile(
            rf"""['"]{label}['".]|:{label}_|get_model\(\s*['"]|['"]{package}(?:\.\w+)*[.:](?:{self._names})\b"""
        )

    @functools.cached_property
    def _names(self) -> str:
        return "|".join(sorted({re.escape(place.name) for place in self.homes})) or "$^"

    def of(self, said: str) -> str | None:
        """
        What a whole text becomes; None if it stays.
        """
        order = self.order
        label, dot, rest = said.partition(".")
        named = bool(dot) and (rest in order.names or self._permission(rest))
        if named and label == order.old_label:
            return f"{order.new_label}.{rest}"
        return self._admin(said) or self._path(said)

    def lower_label(self, said: str) -> str | None:
        """
        The same for "legacy.plan", which is a model's label only where one is asked for.
        """
        label, dot, rest = said.partition(".")
        if label == self.order.old_label and dot and self.order.model(rest):
            return f"{self.order.new_label}.{rest}"
        return None

    def _permission(self, codename: str) -> bool:
        return any(codename in model.permissions for model in self.order.models)

    def _admin(self, said: str) -> str | None:
        site, colon, name = said.partition(":")
        head = f"{self.order.old_label}_"
        if not colon or not name.startswith(head):
            return None
        match = re.fullmatch(rf"(\w+)_{ADMIN}", name.removeprefix(head))
        if match and self.order.model(match[1]):
            return f"{site}:{self.order.new_label}_{name.removeprefix(head)}"
        return None

    def _path(self, said: str) -> str | None:
        if not said.startswith(f"{self.order.old_package}."):
            return None
        for mark in (".", ":"):
            parts = re.split(r"[.:]", said)
            for n in range(len(parts) - 1, 0, -1):
                place = Place(module=".".join(parts[:n]), name=parts[n])
                home = self.homes.get(place)
                old = f"{place.module}{mark}{place.name}"
                if (
                    home
                    and said.startswith(old)
                    and said[len(old) : len(old) + 1] in ("", ".", ":")
                ):
                    return f"{home}{mark}{place.name}{said[len(old) :]}"
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relabelled:
    text: str
    remarks: tuple[Remark, ...]


def relabel(text: str, renames: Renames, *, path: str) -> Relabelled:
    """
    The text with what names a moved model by words renamed, and remarks for what nobody can be sure of.

    Raises:
        cst.ParserSyntaxError: for what is no Python.
    """
    if not renames.signs.search(text):
        return Relabelled(text=text, remarks=())
    wrapper = MetadataWrapper(parse(text))
    visitor = _Labels(renames, path)
    changed = wrapper.visit(visitor)
    mark = BOM if text.startswith(BOM) else ""
    return Relabelled(text=mark + changed.code, remarks=tuple(sorted(visitor.remarks)))


def rename_paths(text: str, renames: Renames) -> str:
    """
    The text with dotted paths, and nothing else, renamed.

    Raises:
        cst.ParserSyntaxError: for what is no Python.
    """
    changed = parse(text).visit(_Paths(renames))
    return (BOM if text.startswith(BOM) else "") + changed.code


class _Paths(cst.CSTTransformer):
    def __init__(self, renames: Renames) -> None:
        self.renames = renames

    def visit_Expr(self, node: cst.Expr) -> bool:
        return not isinstance(node.value, cst.SimpleString)

    def leave_SimpleString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.SimpleString:
        new = self.renames.of(literal(updated_node))
        return quoted(new, like=updated_node) if new else updated_node


class _Labels(cst.CSTTransformer):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, renames: Renames, path: str) -> None:
        super().__init__()
        self.renames = renames
        self.order = renames.order
        self.path = path
        self.remarks: list[Remark] = []

    def visit_Expr(self, node: cst.Expr) -> bool:
        return not isinstance(node.value, cst.SimpleString)

    def leave_SimpleString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.SimpleString:
        said = literal(updated_node)
        new = self.renames.of(said) if said else None
        if new:
            return quoted(new, like=updated_node)
        if said and self.renames.lower_label(said):
            self._remark(
                original_node,
                f'"{said}" may name a model: it is {self.renames.lower_label(said)} now',
            )
        elif said.startswith(f"{self.order.old_label}.") and re.search(r"%s|\{\w*\}|\.$", said):
            self._remark(original_node, f'"{said}" is filled in at run time')
        return updated_node

    def visit_FormattedString(self, node: cst.FormattedString) -> bool:
        text = "".join(
            part.value if isinstance(part, cst.FormattedStringText) else "{}" for part in node.parts
        )
        if text.startswith((f"{self.order.old_label}.", f"admin:{self.order.old_label}_")):
            self._remark(node, f'f"{text}" is filled in at run time')
        return True

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        name = _last(updated_node.func)
        if name in BY_NAME:
            return self._by_name(original_node, updated_node)
        return self._by_keywords(original_node, updated_node)

    def _by_name(self, original: cst.Call, call: cst.Call) -> cst.Call:
        words = {arg.keyword.value if arg.keyword else str(n): n for n, arg in enumerate(call.args)}
        first = words.get("app_label", words.get("0"))
        if first is None:
            return call
        label = literal(call.args[first].value)
        lower = self.renames.lower_label(label)
        if lower:
            self._forget(original)
            return _with(call, first, lower)
        if len(call.args) == 1 and self.order.model(label):
            # AppConfig.get_model: of the app that the model has left.
            self._remark(original, f'"{label}" is of "{self.order.new_label}" now')
            return call
        natural = _last(call.func) == "get_by_natural_key"
        second = words.get("model_name", words.get("model", words.get("1")))
        if natural and len(call.args) == 3:
            # A permission: codename, label, model.
            first, second = 1, 2
            label = literal(call.args[1].value)
        if label != self.order.old_label or second is None:
            return call
        model = literal(call.args[second].value)
        if self.order.model(model):
            return _with(call, first, self.order.new_label)
        if not model:
            self._remark(
                original,
                f'a model of "{label}" is looked up by a name made at run time: '
                f'say which label it has, now that some are of "{self.order.new_label}"',
                Weight.STOP,
            )
        return call

    def _by_keywords(self, original: cst.Call, call: cst.Call) -> cst.Call:
        words = {arg.keyword.value: n for n, arg in enumerate(call.args) if arg.keyword}
        label = next((n for word, n in words.items() if word in APP), None)
        if label is None or literal(call.args[label].value) != self.order.old_label:
            return call
        named = [literal(call.args[n].value) for word, n in words.items() if word in MODEL]
        models = {m for said in named if (m := self.order.model(said) or self._of_codename(said))}
        if not models and not any(named):
            self._remark(
                original,
                f'this asks for "{self.order.old_label}" alone: some of it is of '
                f'"{self.order.new_label}" now',
            )
        return _with(call, label, self.order.new_label) if models else call

    def _of_codename(self, codename: str) -> object:
        return next((m for m in self.order.models if codename in m.permissions), None)

    def _forget(self, node: cst.CSTNode) -> None:
        line = self._line(node)
        self.remarks = [r for r in self.remarks if not (r.line == line and "may name" in r.what)]

    def _remark(self, node: cst.CSTNode, what: str, weight: Weight = Weight.LOOK) -> None:
        self.remarks.append(Remark(path=self.path, line=self._line(node), what=what, weight=weight))

    def _line(self, node: cst.CSTNode) -> int:
        return int(self.get_metadata(PositionProvider, node).start.line)


def _with(call: cst.Call, position: int, text: str) -> cst.Call:
    args = list(call.args)
    old = args[position].value
    like = old if isinstance(old, cst.SimpleString) else None
    args[position] = args[position].with_changes(value=quoted(text, like=like))
    return call.with_changes(args=args)


def _last(func: cst.BaseExpression) -> str:
    match func:
        case cst.Name(value=name) | cst.Attribute(attr=cst.Name(value=name)):
            return name
    return ""
