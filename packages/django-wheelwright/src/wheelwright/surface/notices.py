"""
What does a package warn its callers of when they call it?
"""

import ast
from collections.abc import Iterator

from wheelwright.surface.trees import Trees, argument, calls, last, text

CATEGORIES = frozenset(["DeprecationWarning", "PendingDeprecationWarning", "FutureWarning"])
MADE_IN = ("__init__", "__new__", "__post_init__", "__init_subclass__")
type Functions = ast.FunctionDef | ast.AsyncFunctionDef


def notices(trees: Trees) -> dict[str, str]:
    """
    The functions, methods and classes that warn whoever uses them that they will go, by dotted
    name. A warning under a condition is about an argument and not counted.
    """
    kinds = categories(trees)
    helpers = {
        f.name for tree in trees.values() for f in _functions(tree) if _warns(f, kinds, frozenset())
    }
    found = {}
    for name, tree in trees.items():
        module = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path, function in _named(tree, module):
            notice = _notice(function, kinds, frozenset(helpers))
            if notice is None:
                continue
            owner, _, last_part = path.rpartition(".")
            found[owner if last_part in MADE_IN else path] = notice
    return found


def categories(trees: Trees) -> frozenset[str]:
    """
    Every class of warnings for what will go, the package's own among them.
    """
    known = set(CATEGORIES)
    known |= {
        node.id
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name)
        and node.id.startswith(("RemovedIn", "PendingRemoval"))
        and node.id.endswith("Warning")
    }
    classes = [n for t in trees.values() for n in ast.walk(t) if isinstance(n, ast.ClassDef)]
    while more := {
        cls.name
        for cls in classes
        if cls.name not in known and any(last(base) in known for base in cls.bases)
    }:
        known |= more
    return frozenset(known)


def _functions(tree: ast.AST) -> Iterator[Functions]:
    return (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def _named(node: ast.Module | ast.ClassDef, path: str) -> Iterator[tuple[str, Functions]]:
    for each in node.body:
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path}.{each.name}", each
        elif isinstance(each, ast.ClassDef):
            yield from _named(each, f"{path}.{each.name}")


def _warns(node: ast.AST, kinds: frozenset[str], helpers: frozenset[str]) -> bool:
    return any(_is_warning(call, kinds, helpers) for call in calls(node))


def _is_warning(call: ast.Call, kinds: frozenset[str], helpers: frozenset[str]) -> bool:
    if last(call.func) in helpers:
        return True
    category = argument(call, 1, "category")
    name = last(category.func if isinstance(category, ast.Call) else category)
    # An instance of the category may stand in the place of the message.
    first = argument(call, 0, "message")
    inside = last(first.func) if isinstance(first, ast.Call) else ""
    return last(call.func) == "warn" and (name in kinds or inside in kinds)


def _notice(function: Functions, kinds: frozenset[str], helpers: frozenset[str]) -> str | None:
    doc = ast.get_docstring(function) or ""
    if ".. deprecated::" in doc:
        return doc.partition(".. deprecated::")[2].strip().partition("\n")[0]
    for decorator in function.decorator_list:
        made_by = decorator.func if isinstance(decorator, ast.Call) else decorator
        if last(made_by) in helpers and function.name not in helpers:
            return "it warns when it is called"
    for statement in _always(function.body):
        for call in calls(statement):
            if _is_warning(call, kinds, helpers - {function.name}):
                said = argument(call, 0, "message")
                return text(said) or "it warns when it is called"
    return None


def _always(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """
    The statements that run whatever the arguments are.
    """
    for statement in body:
        if isinstance(statement, ast.Expr | ast.Assign | ast.Return):
            yield statement
        elif isinstance(statement, ast.With):
            yield from _always(statement.body)
