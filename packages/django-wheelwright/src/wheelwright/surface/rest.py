"""
Which routes and bodies does the REST router of a package have?
"""

import ast
import re

from wheelwright.surface.promises import Schema
from wheelwright.surface.trees import Trees, classes, keyword, last, literal, text

VERBS = ("get", "post", "put", "patch", "delete")


def routes(trees: Trees) -> frozenset[str]:
    """
    Each operation as `POST /invoices/{}`: what a parameter of the path is called is nobody's business.
    """
    return frozenset(
        f"{verb.upper()} {re.sub(r'{[^}]*}', '{}', path)}"
        for verb, path, _, _ in _operations(trees)
    )


def schemas(trees: Trees) -> dict[str, Schema]:
    """
    The bodies those operations take and give, and the bodies within them.
    """
    bodies = {
        cls.name: cls
        for tree in _routers(trees)
        for cls in classes(tree)
        if any(last(base) in ("Schema", "ModelSchema", "BaseModel") for base in cls.bases)
        or any(last(base).endswith(("In", "Out", "IO")) for base in cls.bases)
    }
    taken: set[str] = set()
    given: set[str] = set()
    for _, _, function, call in _operations(trees):
        given |= _names(keyword(call, "response"))
        for arg in (*function.args.args, *function.args.kwonlyargs):
            taken |= _names(arg.annotation)
    fields = {name: _fields(cls, bodies) for name, cls in bodies.items()}
    inner = {
        name: {w for kind, _ in known.values() for w in re.findall(r"\w+", kind)}
        for name, known in fields.items()
    }
    taken, given = _reach(taken, inner), _reach(given, inner)
    return {
        name: Schema(
            name=name,
            role={(1, 0): "in", (0, 1): "out"}.get((name in taken, name in given), "both"),
            fields=fields[name],
        )
        for name in bodies
        if name in taken or name in given
    }


def is_router(tree: ast.Module) -> bool:
    """
    Whether a module declares routes of the REST interface.
    """
    makes = any(
        isinstance(n, ast.Call) and last(n.func).endswith(("Router", "NinjaAPI", "NinjaExtraAPI"))
        for n in ast.walk(tree)
    )
    return makes and bool(_operations_of(tree))


def _routers(trees: Trees) -> list[ast.Module]:
    return [tree for tree in trees.values() if is_router(tree)]


def _operations(trees: Trees) -> list[tuple[str, str, ast.FunctionDef, ast.Call]]:
    return [each for tree in _routers(trees) for each in _operations_of(tree)]


def _operations_of(tree: ast.Module) -> list[tuple[str, str, ast.FunctionDef, ast.Call]]:
    return [
        (decorator.func.attr, text(decorator.args[0] if decorator.args else None), node, decorator)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr in VERBS
    ]


def _names(node: ast.AST | None) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} if node else set()


def _fields(cls: ast.ClassDef, known: dict[str, ast.ClassDef]) -> dict[str, tuple[str, bool]]:
    found: dict[str, tuple[str, bool]] = {}
    for base in cls.bases:
        if last(base) in known and last(base) != cls.name:
            found |= _fields(known[last(base)], known)
    for statement in cls.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            value = statement.value
            required = value is None
            if isinstance(value, ast.Call) and last(value.func) == "Field":
                required = not keyword(value, "default") and not keyword(value, "default_factory")
                required = required and (not value.args or literal(value.args[0]) is Ellipsis)
            found[statement.target.id] = (ast.unparse(statement.annotation), required)
    return found


def _reach(start: set[str], inner: dict[str, set[str]]) -> set[str]:
    found, todo = set(start), list(start)
    while todo:
        for name in inner.get(todo.pop(), ()):
            if name not in found:
                found.add(name)
                todo.append(name)
    return found
