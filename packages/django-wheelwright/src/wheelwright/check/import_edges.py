"""
Edges by import statements, those inside functions and for type checkers included.
"""

import ast
from collections.abc import Iterator

from wheelwright.adapters.wheels import Code
from wheelwright.check.edges import Edge, Neighbours, trees, walk


def collect(code: Code, neighbours: Neighbours) -> Iterator[Edge]:
    """
    Each import of another wheel's module.
    """
    for path, module, tree in trees(code):
        package = module if path.endswith("__init__.py") else module.rpartition(".")[0]
        for node, inside in walk(tree):
            for target, names in _imported(node, package, neighbours):
                owner = neighbours.owner(target)
                if owner is None or owner.package == code.package:
                    continue
                yield Edge(
                    kind="import",
                    source=module,
                    target=target,
                    package=owner.package,
                    where=f"{path}:{getattr(node, 'lineno', 0)}",
                    inside=inside,
                    names=names,
                )


def _imported(
    node: ast.AST, package: str, neighbours: Neighbours
) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(node, ast.Import):
        yield from ((alias.name, ()) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        parts = package.split(".")
        base = parts[: len(parts) - node.level + 1] if node.level else []
        module = ".".join([*base, *filter(None, [node.module])])
        # `from shop_app import api` imports a module, `from shop_app.api import Order` a name.
        inner = [a.name for a in node.names if neighbours.has_module(f"{module}.{a.name}")]
        yield from ((f"{module}.{name}", ()) for name in inner)
        names = tuple(a.name for a in node.names if a.name not in inner)
        if names:
            yield module, names
