"""
How are import statements written and cut?
"""

from collections.abc import Callable, Collection, Iterable, Sequence

import libcst as cst
import libcst.helpers

from wheelwright.extract.code.modules import absolute

WIDTH = 88


def from_import(module: str, names: Iterable[tuple[str, str | None]]) -> str:
    """
    `from module import a, b as c`, in parentheses if it gets long; sorted, each once.
    """
    shown = sorted(
        {name if alias in (None, name) else f"{name} as {alias}" for name, alias in names}
    )
    line = f"from {module} import {', '.join(shown)}"
    if len(line) <= WIDTH:
        return line
    return "\n".join([f"from {module} import (", *(f"    {each}," for each in shown), ")"])


def handed_on(module: str, names: Iterable[str]) -> str:
    """
    An import that hands names on, in the form that linters and type checkers leave alone.
    """
    rows = [f"    {name} as {name}," for name in sorted(names)]
    return "\n".join([f"from {module} import (", *rows, ")"])


def line(text: str) -> cst.SimpleStatementLine:
    """
    A statement as a node, with the default line end of whatever module it is put into.
    """
    return cst.ensure_type(cst.parse_statement(text), cst.SimpleStatementLine)


def origin(node: cst.ImportFrom, *, here: str, package: bool) -> str | None:
    """
    The absolute module that a `from` names.
    """
    dotted = libcst.helpers.get_full_name_for_node(node.module) if node.module else ""
    return absolute(dotted or "", len(node.relative), here=here, package=package)


def dotted(module: str) -> cst.Attribute | cst.Name:
    parts = module.split(".")
    found: cst.Attribute | cst.Name = cst.Name(parts[0])
    for part in parts[1:]:
        found = cst.Attribute(value=found, attr=cst.Name(part))
    return found


def keep(node: cst.ImportFrom, wanted: Callable[[cst.ImportAlias], bool]) -> cst.ImportFrom | None:
    """
    The statement with those of its names that are wanted; None if none is left.
    """
    assert not isinstance(node.names, cst.ImportStar)
    kept = [alias for alias in node.names if wanted(alias)]
    if not kept:
        return None
    if len(kept) == len(node.names):
        return node
    kept[-1] = kept[-1].with_changes(comma=_closing(kept[-1].comma, node.names[-1].comma))
    return node.with_changes(names=kept)


def _closing(
    mine: cst.Comma | cst.MaybeSentinel, last: cst.Comma | cst.MaybeSentinel
) -> cst.Comma | cst.MaybeSentinel:
    """
    The comma behind what is the last name now: with its own comment, and the bracket where it was.
    """
    if not isinstance(last, cst.Comma) or not isinstance(mine, cst.Comma):
        return cst.MaybeSentinel.DEFAULT
    before, after = mine.whitespace_after, last.whitespace_after
    if isinstance(before, cst.ParenthesizedWhitespace) and isinstance(
        after, cst.ParenthesizedWhitespace
    ):
        return last.with_changes(whitespace_after=after.with_changes(first_line=before.first_line))
    return last


def pairs(aliases: Sequence[cst.ImportAlias]) -> list[tuple[str, str | None]]:
    return [(alias.evaluated_name, alias.evaluated_alias) for alias in aliases]


def elsewhere(node: cst.ImportFrom, module: str) -> cst.ImportFrom:
    """
    The same names from another module, in the same form.
    """
    return node.with_changes(
        module=dotted(module),
        relative=(),
        whitespace_after_from=cst.SimpleWhitespace(" "),
        whitespace_before_import=cst.SimpleWhitespace(" "),
    )


def only_imports(node: cst.CSTNode) -> bool:
    """
    `if TYPE_CHECKING:` or `try: … except ImportError:`, with nothing but imports and fallbacks in it.
    """
    if not isinstance(node, cst.If | cst.Try):
        return False
    finder = _Rest()
    node.visit(finder)
    return finder.imports and not finder.rest


class _Rest(cst.CSTVisitor):
    def __init__(self) -> None:
        self.imports = False
        self.rest = False

    def visit_Import(self, node: cst.Import) -> None:
        self.imports = True

    def visit_ImportFrom(self, node: cst.ImportFrom) -> None:
        self.imports = True

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        self.rest = True

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self.rest = True


def without_names(node: cst.CSTNode, names: Collection[str]) -> cst.CSTNode | None:
    """
    A block of imports without some of its names; None if nothing is left in it.
    """
    changed = node.visit(_WithoutNames(names))
    assert isinstance(changed, cst.CSTNode)
    block = changed.body if isinstance(changed, cst.If | cst.Try) else None
    if isinstance(block, cst.IndentedBlock) and all(map(_is_pass, block.body)):
        return None
    return changed


def _is_pass(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.SimpleStatementLine) and all(
        isinstance(each, cst.Pass) for each in node.body
    )


class _WithoutNames(cst.CSTTransformer):
    def __init__(self, names: Collection[str]) -> None:
        self.names = names

    def leave_ImportFrom(
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.ImportFrom | cst.Pass:
        if isinstance(updated_node.names, cst.ImportStar):
            return updated_node
        kept = keep(
            updated_node, lambda a: (a.evaluated_alias or a.evaluated_name) not in self.names
        )
        return kept or cst.Pass()


class Absolute(cst.CSTTransformer):
    """
    Relative imports as absolute ones, for code that goes to another package.
    """

    def __init__(self, *, here: str, package: bool) -> None:
        self.here = here
        self.package = package

    def leave_ImportFrom(
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.ImportFrom:
        if not updated_node.relative:
            return updated_node
        module = origin(updated_node, here=self.here, package=self.package)
        return elsewhere(updated_node, module) if module else updated_node
