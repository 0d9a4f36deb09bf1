"""
Edges by strings: get_model, receivers, include(), imports by name, templates, raw SQL.
"""

import ast
import re
from collections.abc import Iterator

from wheelwright.adapters.wheels import Code
from wheelwright.check.edges import Edge, Neighbours, trees

# A call by one of these names refers to an app even where its label stands alone.
CALLS = {
    "get_model": "get_model",
    "get_registered_model": "get_model",
    "get_app_config": "get_app_config",
    "is_installed": "is_installed",
    "include": "include",
    "receiver": "receiver",
    "connect": "receiver",
    "import_module": "import by name",
    "import_string": "import by name",
    "__import__": "import by name",
}
NAME = re.compile(r"[A-Za-z_][\w.]*")
SQL = re.compile(r"\b(select|insert\s+into|update|delete|truncate|alter|drop|copy|lock)\b", re.I)
WORD = re.compile(r"\w+")
TAG = re.compile(r"{%-?\s*(include|extends)\s+[\"']([^\"']+)[\"']")


def collect(code: Code, neighbours: Neighbours) -> Iterator[Edge]:
    """
    Each string that names another domain's module, model, app, template or table.
    """
    for path, module, tree in trees(code):
        for text, line, call, inside in _strings(tree, "", "", _docstring(tree)):
            for kind, target, package in _meanings(text, call, neighbours):
                if package != code.package:
                    yield Edge(
                        kind=kind,
                        source=module,
                        target=target,
                        package=package,
                        where=f"{path}:{line}",
                        inside=inside,
                    )
    yield from _templates(code, neighbours)


def _strings(
    node: ast.AST, call: str, inside: str, skip: frozenset[int]
) -> Iterator[tuple[str, int, str, str]]:
    """
    Every string that is not a docstring, with the call it is an argument of.
    """
    for child in ast.iter_child_nodes(node):
        if id(child) in skip:
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child.value, child.lineno, call, inside
        elif isinstance(child, ast.JoinedStr):
            parts = (p.value if isinstance(p, ast.Constant) else "…" for p in child.values)
            yield "".join(map(str, parts)), child.lineno, call, inside
        else:
            named = _called(child) if isinstance(child, ast.Call) else call
            scope = child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else ""
            yield from _strings(child, named, scope or inside, _docstring(child))


def _called(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _docstring(node: ast.AST) -> frozenset[int]:
    body = getattr(node, "body", None)
    first = body[0] if isinstance(body, list) and body else None
    is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return frozenset({id(first)}) if is_text else frozenset()


def _meanings(text: str, call: str, neighbours: Neighbours) -> Iterator[tuple[str, str, str]]:
    if SQL.search(text):
        for table in sorted(set(WORD.findall(text)) & neighbours.tables.keys()):
            yield "raw SQL", table, neighbours.tables[table]
    elif NAME.fullmatch(text):
        kind = CALLS.get(call)
        if kind and text in neighbours.labels:
            yield kind, text, neighbours.labels[text]
            return
        if text.lower() in neighbours.models:
            yield kind or "model by name", text, neighbours.models[text.lower()]
            return
        owner = neighbours.owner(text)
        # "orders.created" may be an event's name: only what is really there is a reference.
        if owner and (kind or _exists(text, neighbours)):
            yield kind or "import by name", text, owner.package
    elif "/" in text:
        yield from _template(text, neighbours)


def _exists(text: str, neighbours: Neighbours) -> bool:
    module = text.rpartition(".")[0]
    if neighbours.has_module(text):
        return "." in text
    return module not in neighbours.by_module and neighbours.has_module(module)


def _template(name: str, neighbours: Neighbours) -> Iterator[tuple[str, str, str]]:
    for wheel in neighbours.wheels:
        if any(file.endswith(f"/templates/{name}") for file in wheel.files):
            yield "template", name, wheel.package


def _templates(code: Code, neighbours: Neighbours) -> Iterator[Edge]:
    for path in sorted(code.files):
        if "/templates/" not in path:
            continue
        text = code.files[path].decode(errors="replace")
        for tag in TAG.finditer(text):
            for kind, target, package in _template(tag[2], neighbours):
                if package != code.package:
                    line = text.count("\n", 0, tag.start()) + 1
                    yield Edge(
                        kind=kind,
                        source=path,
                        target=target,
                        package=package,
                        where=f"{path}:{line}",
                    )
