"""
How does a function import for itself what the module must not import while it loads?
"""

from collections.abc import Mapping

import libcst as cst

from wheelwright.extract.code.statements import from_import, line


def localize(node: cst.CSTNode, homes: Mapping[str, str]) -> cst.CSTNode:
    """
    The statement with an import at the top of each of its functions that uses one of the names.
    """
    if not homes:
        return node
    changed = node.visit(_Local(homes))
    assert isinstance(changed, cst.CSTNode)
    return changed


def names_in_functions(node: cst.CSTNode) -> frozenset[str]:
    """
    Every name that occurs in the body of a function.
    """
    finder = _Names(only_functions=True)
    node.visit(finder)
    return frozenset(finder.found)


class _Names(cst.CSTVisitor):
    def __init__(self, *, only_functions: bool) -> None:
        self.found: set[str] = set()
        self.depth = 0 if only_functions else 1

    def visit_FunctionDef_body(self, node: cst.FunctionDef) -> None:
        self.depth += 1

    def leave_FunctionDef_body(self, node: cst.FunctionDef) -> None:
        self.depth -= 1

    def visit_Name(self, node: cst.Name) -> None:
        if self.depth:
            self.found.add(node.value)

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        node.value.visit(self)
        return False


class _Local(cst.CSTTransformer):
    def __init__(self, homes: Mapping[str, str]) -> None:
        self.homes = homes
        self.depth = 0

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self.depth += 1

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef:
        self.depth -= 1
        mine = names_in_functions(original_node) & set(self.homes)
        if self.depth or not mine:
            return updated_node
        by_module: dict[str, list[tuple[str, str | None]]] = {}
        for name in mine:
            by_module.setdefault(self.homes[name], []).append((name, None))
        new = [line(from_import(home, names)) for home, names in sorted(by_module.items())]
        block = _block(updated_node.body)
        at = 1 if _is_docstring(block.body[0]) else 0
        rows = [*block.body[:at], *new, *block.body[at:]]
        return updated_node.with_changes(body=block.with_changes(body=rows))


def _block(body: cst.BaseSuite) -> cst.IndentedBlock:
    if isinstance(body, cst.IndentedBlock):
        return body
    small = cst.ensure_type(body, cst.SimpleStatementSuite).body
    return cst.IndentedBlock(body=[cst.SimpleStatementLine(list(small))])


def _is_docstring(node: cst.CSTNode) -> bool:
    match node:
        case cst.SimpleStatementLine(body=[cst.Expr(value=cst.SimpleString())]):
            return True
    return False
