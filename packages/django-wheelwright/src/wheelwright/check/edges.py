"""
What is an edge between two wheels, and who owns which name?
"""

import ast
import dataclasses
import functools
from collections.abc import Iterator, Mapping

from wheelwright.adapters.wheels import Code, Wheel


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Edge:
    """
    One use of another wheel. `source` and `target` name things, `where` is a file and a line.
    """

    kind: str
    source: str
    target: str
    package: str
    where: str = ""
    inside: str = ""
    names: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)  # no slots: a cached property needs a dict
class Neighbours:
    """
    The other wheels around one: who owns a module, and what a string may refer to.
    """

    wheels: tuple[Wheel, ...]
    models: Mapping[str, str] = dataclasses.field(default_factory=dict)
    labels: Mapping[str, str] = dataclasses.field(default_factory=dict)
    tables: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @functools.cached_property
    def by_module(self) -> dict[str, Wheel]:
        return {module: wheel for wheel in self.wheels for module in wheel.modules}

    def owner(self, dotted: str) -> Wheel | None:
        """
        The wheel that a dotted name belongs to.
        """
        parts = dotted.split(".")
        prefixes = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
        return next((self.by_module[p] for p in prefixes if p in self.by_module), None)

    def has_module(self, dotted: str) -> bool:
        """
        Whether one of the wheels really holds this module.
        """
        path = dotted.replace(".", "/")
        return any(
            f"{path}.py" in wheel.files or f"{path}/__init__.py" in wheel.files
            for wheel in self.wheels
        )


def module_of(path: str) -> str:
    """
    The dotted name of a Python file.
    """
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def trees(code: Code) -> Iterator[tuple[str, str, ast.Module]]:
    """
    Path, dotted name and syntax tree of each Python file; one that does not parse has no edges.
    """
    for path, source in code.python:
        try:
            yield path, module_of(path), ast.parse(source)
        except SyntaxError:
            continue


def walk(node: ast.AST, inside: str = "") -> Iterator[tuple[ast.AST, str]]:
    """
    Every node below, with the function it stands in.
    """
    for child in ast.iter_child_nodes(node):
        scope = inside
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            scope = child.name
        yield child, inside
        yield from walk(child, scope)
