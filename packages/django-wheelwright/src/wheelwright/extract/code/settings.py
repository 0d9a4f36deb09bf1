"""
Where does a project say which apps it has, and how does it say one more?
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from wheelwright.extract.code.order import Order
from wheelwright.extract.code.strings import literal, quoted
from wheelwright.extract.code.text import BOM
from wheelwright.extract.code.units import parse

type Gap = cst.BaseParenthesizableWhitespace


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """
    A settings module with the new app behind the old one; `done` is false where nothing names the old one.
    """

    text: str
    done: bool


def install(text: str, order: Order) -> Installed:
    """
    The text with the new app in every literal list of apps that has the old one.

    Raises:
        cst.ParserSyntaxError: for what is no Python.
    """
    if order.old_package not in text or not re.search(r"[A-Z_]*APPS\b", text):
        return Installed(text=text, done=False)
    adder = _Adder(order)
    changed = parse(text).visit(adder)
    mark = BOM if text.startswith(BOM) else ""
    return Installed(text=mark + changed.code, done=adder.done)


class _Adder(cst.CSTTransformer):
    def __init__(self, order: Order) -> None:
        self.order = order
        self.inside = 0
        self.done = False

    def visit_Assign(self, node: cst.Assign) -> None:
        self.inside += _is_apps(node.targets[0].target)

    def leave_Assign(self, original_node: cst.Assign, updated_node: cst.Assign) -> cst.Assign:
        self.inside -= _is_apps(original_node.targets[0].target)
        return updated_node

    def visit_AnnAssign(self, node: cst.AnnAssign) -> None:
        self.inside += _is_apps(node.target)

    def leave_AnnAssign(
        self, original_node: cst.AnnAssign, updated_node: cst.AnnAssign
    ) -> cst.AnnAssign:
        self.inside -= _is_apps(original_node.target)
        return updated_node

    def visit_AugAssign(self, node: cst.AugAssign) -> None:
        self.inside += _is_apps(node.target)

    def leave_AugAssign(
        self, original_node: cst.AugAssign, updated_node: cst.AugAssign
    ) -> cst.AugAssign:
        self.inside -= _is_apps(original_node.target)
        return updated_node

    def leave_List(self, original_node: cst.List, updated_node: cst.List) -> cst.List:
        bracket = updated_node.rbracket
        elements, closing = self._added(updated_node.elements, bracket.whitespace_before)
        bracket = bracket.with_changes(whitespace_before=closing)
        return updated_node.with_changes(elements=elements, rbracket=bracket)

    def leave_Tuple(self, original_node: cst.Tuple, updated_node: cst.Tuple) -> cst.Tuple:
        if not updated_node.rpar:
            elements, _ = self._added(updated_node.elements, cst.SimpleWhitespace(""))
            return updated_node.with_changes(elements=elements)
        first, *more = updated_node.rpar
        elements, closing = self._added(updated_node.elements, first.whitespace_before)
        brackets = [first.with_changes(whitespace_before=closing), *more]
        return updated_node.with_changes(elements=elements, rpar=brackets)

    def _added(
        self, elements: Sequence[cst.BaseElement], closing: Gap
    ) -> tuple[list[cst.BaseElement], Gap]:
        found = list(elements)
        at = next((n for n, each in enumerate(found) if self._is_old(each)), None)
        if not self.inside or at is None:
            return found, closing
        self.done = True
        if any(self._names(each, self.order.new_package) for each in found):
            return found, closing
        old = found[at]
        like = old.value if isinstance(old.value, cst.SimpleString) else None
        new = cst.Element(value=quoted(self.order.new_package, like=like))
        gap = _gap(found)
        if at < len(found) - 1:
            new = new.with_changes(comma=cst.Comma(whitespace_after=_bare(gap)))
            return [*found[: at + 1], new, *found[at + 1 :]], closing
        # The bracket stands behind the new one, and a comment stays with the old one.
        new = new.with_changes(comma=old.comma)
        comma = cst.Comma(whitespace_after=_commented(gap, closing))
        return [*found[:at], old.with_changes(comma=comma), new], _bare(closing)

    def _is_old(self, element: cst.BaseElement) -> bool:
        return self._names(element, self.order.old_package)

    def _names(self, element: cst.BaseElement, package: str) -> bool:
        said = literal(element.value)
        return said == package or bool(re.fullmatch(rf"{re.escape(package)}\.apps\.\w+", said))


def _gap(elements: Sequence[cst.BaseElement]) -> Gap:
    """
    What is between two elements of a list: a line end where each has its own line.
    """
    for each in elements[:-1]:
        if isinstance(each.comma, cst.Comma):
            return each.comma.whitespace_after
    return cst.SimpleWhitespace(" ")


def _bare(gap: Gap) -> Gap:
    if not isinstance(gap, cst.ParenthesizedWhitespace):
        return gap
    line = cst.TrailingWhitespace(newline=gap.first_line.newline)
    return gap.with_changes(first_line=line, empty_lines=[])


def _commented(gap: Gap, other: Gap) -> Gap:
    """
    A gap with the comment of another one.
    """
    if not isinstance(other, cst.ParenthesizedWhitespace):
        return gap
    if not isinstance(gap, cst.ParenthesizedWhitespace):
        # The only element, on a line of its own: the bracket's indentation is one step less.
        inner = cst.SimpleWhitespace(other.last_line.value + "    ")
        return other.with_changes(last_line=inner)
    return gap.with_changes(first_line=other.first_line, empty_lines=[])


def _is_apps(target: cst.BaseExpression) -> bool:
    return isinstance(target, cst.Name) and target.value.isupper() and target.value.endswith("APPS")
