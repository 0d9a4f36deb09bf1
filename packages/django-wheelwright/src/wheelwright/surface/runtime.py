"""
What does a module say when it runs, and not when a type checker reads it?
"""

import ast

# What annotations name: imports and aliases, but nothing that could be called.
NAMING = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.TypeAlias, ast.Try)


def is_typing(test: ast.expr) -> bool | None:
    """
    True for `TYPE_CHECKING`, False for `not TYPE_CHECKING`, None for any other condition.
    """
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = is_typing(test.operand)
        return None if inner is None else not inner
    name = test.attr if isinstance(test, ast.Attribute) else getattr(test, "id", "")
    return True if name == "TYPE_CHECKING" else None


def code(tree: ast.Module) -> ast.Module:
    """
    A module without what only a type checker sees. Its imports stay, because annotations need them
    to be understood; what the other branch binds takes their place.
    """
    copy = _Runtime().visit(ast.parse(ast.unparse(tree)))
    assert isinstance(copy, ast.Module)
    return copy


class _Runtime(ast.NodeTransformer):
    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        # What a class only declares to a type checker it has from elsewhere, or not at all.
        node.body = [_without_declarations(each) for each in node.body]
        self.generic_visit(node)
        return node

    def visit_If(self, node: ast.If) -> list[ast.stmt]:
        self.generic_visit(node)
        typing = is_typing(node.test)
        if typing is None:
            return [node]
        seen, run = (node.body, node.orelse) if typing else (node.orelse, node.body)
        bound = {name for statement in run for name in _bound(statement)}
        kept = [s for s in seen if isinstance(s, NAMING) and not set(_bound(s)) & bound]
        return [*kept, *run] or [ast.Pass()]


def _without_declarations(statement: ast.stmt) -> ast.stmt:
    if not isinstance(statement, ast.If) or (typing := is_typing(statement.test)) is None:
        return statement
    run = statement.orelse if typing else statement.body
    return ast.If(test=ast.Constant(value=True), body=run or [ast.Pass()], orelse=[])


def _bound(statement: ast.stmt) -> list[str]:
    """
    The names that a statement binds.
    """
    match statement:
        case ast.Import() | ast.ImportFrom():
            return [a.asname or a.name.partition(".")[0] for a in statement.names]
        case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
            return [statement.name]
        case ast.Assign():
            return [t.id for t in statement.targets if isinstance(t, ast.Name)]
        case ast.AnnAssign() if isinstance(statement.target, ast.Name):
            return [statement.target.id]
        case ast.Try():
            inner = [*statement.body, *(s for h in statement.handlers for s in h.body)]
            return [name for each in inner for name in _bound(each)]
    return []
