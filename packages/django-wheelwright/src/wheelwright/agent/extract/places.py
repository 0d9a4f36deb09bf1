"""
In which file and line is a class, a field or a function written?
"""

import ast
import functools
import pathlib
import sys
import sysconfig
from typing import Any

ENVIRONMENT = tuple(
    pathlib.Path(sysconfig.get_path(kind)).resolve() for kind in ("purelib", "platlib", "stdlib")
)


def of_class(cls: type) -> dict[str, Any]:
    """
    The line of a class statement.
    """
    return _place(_file(cls.__module__), cls.__qualname__)


def of_field(model: type, name: str) -> dict[str, Any]:
    """
    The line of a field, on the class that wrote it; of the class if no line has its name.
    """
    for cls in model.__mro__:
        file = _file(cls.__module__)
        if f"{cls.__qualname__}.{name}" in _lines(file):
            return _place(file, f"{cls.__qualname__}.{name}")
    return of_class(model)


def of_function(function: Any) -> dict[str, Any]:
    """
    The line of a function, however it is wrapped.
    """
    function = getattr(function, "func", function)  # of a partial
    function = getattr(function, "__wrapped__", function)
    code = getattr(function, "__code__", None)
    if code is None:
        return of_class(function if isinstance(function, type) else type(function))
    return {"file": relative(pathlib.Path(code.co_filename)), "line": code.co_firstlineno}


def is_own(module: str) -> bool:
    """
    Whether a module is the project's own: in the folder where it runs, and not of its environment.
    """
    path = pathlib.Path(_file(module) or "/").resolve()
    inside = path.is_relative_to(pathlib.Path.cwd())
    return inside and not any(path.is_relative_to(folder) for folder in ENVIRONMENT)


def relative(path: pathlib.Path) -> str:
    here = pathlib.Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _place(file: str, name: str) -> dict[str, Any]:
    return {"file": relative(pathlib.Path(file)), "line": _lines(file).get(name, 0)}


def _file(module: str) -> str:
    return getattr(sys.modules.get(module), "__file__", None) or ""


@functools.cache
def _lines(file: str) -> dict[str, int]:
    """
    The line of each class and of each name that one assigns, under its dotted name.
    """
    try:
        tree = ast.parse(pathlib.Path(file).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return {}
    found: dict[str, int] = {}
    _read(tree.body, "", found)
    return found


def _read(statements: list[ast.stmt], prefix: str, found: dict[str, int]) -> None:
    for statement in statements:
        if isinstance(statement, ast.ClassDef):
            found[prefix + statement.name] = statement.lineno
            _read(statement.body, f"{prefix}{statement.name}.", found)
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    found[prefix + target.id] = statement.lineno
        elif isinstance(statement, ast.If | ast.Try | ast.With):
            _read(statement.body, prefix, found)
