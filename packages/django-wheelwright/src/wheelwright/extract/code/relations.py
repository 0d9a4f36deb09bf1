"""
What does a model class name by class that will live on the other side? It names it as text.
"""

import re
from dataclasses import dataclass

import libcst as cst

from wheelwright.extract.code.order import Order
from wheelwright.extract.code.strings import literal, quoted

# Every relation of Django and of its libraries is called so: ForeignKey, ParentalKey, GenericRelation …
RELATION = re.compile(r"(Key|Field|Relation|ForeignObject)$")
# Those that take their sender as text; any other signal compares objects.
MODEL_SIGNALS = frozenset(
    [
        "pre_init",
        "post_init",
        "pre_save",
        "post_save",
        "pre_delete",
        "post_delete",
        "m2m_changed",
        "class_prepared",
    ]
)


def name_across(tree: cst.Module, order: Order) -> cst.Module:
    """
    The module with relations, and senders of its receivers, across the cut named as text, so that nothing
    is imported for them.
    """
    models = order.names | set(order.staying)
    return tree.with_changes(
        body=[
            node.visit(_Relations(_Side(order=order, models=frozenset(models), inside=_name(node))))
            for node in tree.body
        ]
    )


def _name(node: cst.CSTNode) -> str | None:
    return node.name.value if isinstance(node, (cst.ClassDef, cst.FunctionDef)) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    order: Order
    models: frozenset[str]
    inside: str | None

    @property
    def moves(self) -> bool:
        return self.inside in self.order.names

    @property
    def shared(self) -> bool:
        """
        An abstract base: a bare name in it means the app of whoever inherits.
        """
        return self.inside not in self.models

    def label(self, model: str) -> str:
        order = self.order
        return order.new_label if model in order.names else order.old_label

    def across(self, model: str) -> bool:
        return (model in self.order.names) != self.moves


class _Relations(cst.CSTTransformer):
    def __init__(self, side: _Side) -> None:
        self.side = side

    def leave_Call(self, original: cst.Call, updated: cst.Call) -> cst.Call:
        name = _last(updated.func)
        if RELATION.search(name):
            return updated.with_changes(
                args=[self._target(n, a) for n, a in enumerate(updated.args)]
            )
        if name == "receiver" and updated.args and _signals(updated.args[0]) <= MODEL_SIGNALS:
            return updated.with_changes(args=[self._sender(arg) for arg in updated.args])
        return updated

    def _target(self, position: int, arg: cst.Arg) -> cst.Arg:
        keyword = arg.keyword.value if arg.keyword else None
        if keyword not in ("to", "through") and (keyword or arg.star or position):
            return arg
        return self._as_text(arg, bare=True)

    def _sender(self, arg: cst.Arg) -> cst.Arg:
        return (
            self._as_text(arg, bare=False) if arg.keyword and arg.keyword.value == "sender" else arg
        )

    def _as_text(self, arg: cst.Arg, *, bare: bool) -> cst.Arg:
        side = self.side
        match arg.value:
            case cst.Name(value=model) if model in side.models and side.across(model):
                return arg.with_changes(value=quoted(f"{side.label(model)}.{model}"))
            case cst.SimpleString() as text if bare:
                model = next((m for m in side.models if m.lower() == literal(text).lower()), "")
                if model and (side.shared or side.across(model)):
                    return arg.with_changes(value=quoted(f"{side.label(model)}.{model}", like=text))
        return arg


def _last(func: cst.BaseExpression) -> str:
    match func:
        case cst.Name(value=name) | cst.Attribute(attr=cst.Name(value=name)):
            return name
    return ""


def _signals(arg: cst.Arg) -> frozenset[str]:
    match arg.value:
        case cst.List(elements=elements) | cst.Tuple(elements=elements):
            return frozenset(_last(each.value) for each in elements)
    return frozenset({_last(arg.value)})
