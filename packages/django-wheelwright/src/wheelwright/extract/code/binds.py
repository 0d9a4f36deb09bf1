"""
Which names does a statement give to its module, and which does it import?
"""

import libcst as cst


def binds(node: cst.CSTNode) -> set[str]:
    """
    The names that a statement gives to its module.
    """
    if isinstance(node, cst.ClassDef | cst.FunctionDef):
        return {node.name.value}
    finder = _Binds()
    node.visit(finder)
    return finder.found


class _Binds(cst.CSTVisitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_ClassDef(self, node: cst.ClassDef) -> bool:
        self.found.add(node.name.value)
        return False

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        self.found.add(node.name.value)
        return False

    def visit_Lambda(self, node: cst.Lambda) -> bool:
        return False

    def visit_Import(self, node: cst.Import) -> bool:
        for alias in node.names:
            self.found.add(alias.evaluated_alias or alias.evaluated_name.partition(".")[0])
        return False

    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        if not isinstance(node.names, cst.ImportStar):
            self.found |= {alias.evaluated_alias or alias.evaluated_name for alias in node.names}
        return False

    def visit_AssignTarget(self, node: cst.AssignTarget) -> None:
        self._target(node.target)

    def visit_AnnAssign(self, node: cst.AnnAssign) -> None:
        self._target(node.target)

    def visit_AugAssign(self, node: cst.AugAssign) -> None:
        self._target(node.target)

    def visit_NamedExpr(self, node: cst.NamedExpr) -> None:
        self._target(node.target)

    def visit_For(self, node: cst.For) -> None:
        self._target(node.target)

    def visit_AsName(self, node: cst.AsName) -> None:
        self._target(node.name)

    def visit_TypeAlias(self, node: cst.TypeAlias) -> None:
        self._target(node.name)

    def _target(self, node: cst.BaseExpression) -> None:
        match node:
            case cst.Name(value=name):
                self.found.add(name)
            case cst.Tuple(elements=elements) | cst.List(elements=elements):
                for each in elements:
                    self._target(each.value)


def root(node: cst.CSTNode) -> str | None:
    """
    The first name of `a.b.c`.
    """
    while isinstance(node, cst.Attribute):
        node = node.value
    return node.value if isinstance(node, cst.Name) else None


def imports_in(node: cst.CSTNode) -> tuple[cst.Import | cst.ImportFrom, ...]:
    if not isinstance(node, cst.SimpleStatementLine):
        return ()
    return tuple(small for small in node.body if isinstance(small, (cst.Import, cst.ImportFrom)))
