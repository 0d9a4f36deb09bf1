"""
What does the Python code of a wheel say? Syntax trees, and small questions to them.
"""

import ast
import dataclasses
import re
from collections.abc import Iterator, Mapping

from wheelwright.surface import places
from wheelwright.surface.errors import UnreadableWheel
from wheelwright.surface.wheel import Wheel

type Trees = Mapping[str, ast.Module]

# Without one of these no host starts, so a wheel whose own does not parse is no release.
NEEDED = re.compile(r"^[^/]+\.py$|(^|/)(__init__|api|apps|models)\.py$|/migrations/[^/]+\.py$")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """
    What a wheel's Python files say. `apart` are those of tests and samples, `unread` those that are
    no Python, each with the reason.
    """

    trees: Trees
    apart: Trees
    unread: Mapping[str, str]


def parse(wheel: Wheel) -> Code:
    """
    The tree of each Python file, by its name in the wheel.

    Raises:
        UnreadableWheel: if one does not parse that no host can do without.
    """
    trees: dict[str, ast.Module] = {}
    unread: dict[str, str] = {}
    names = set(wheel.names)
    for name in wheel.names:
        if not name.endswith(".py") or places.is_text(name, names):
            continue
        content = (wheel.folder / name).read_bytes()
        try:
            trees[name] = ast.parse(content)
        except (SyntaxError, ValueError) as exc:
            reason = _reason(exc)
            if NEEDED.search(name) and b"{{" not in content and b"{%" not in content:
                raise UnreadableWheel(
                    f"{name} in {wheel.path.name} does not parse: {reason}.",
                    "Correct it and build the wheel again.",
                ) from exc
            unread[name] = reason
    apart = places.apart(trees)
    return Code(
        trees={name: tree for name, tree in trees.items() if name not in apart},
        apart={name: tree for name, tree in trees.items() if name in apart},
        unread=unread,
    )


def _reason(error: SyntaxError | ValueError) -> str:
    if isinstance(error, SyntaxError):
        return f"{error.msg}, line {error.lineno}"
    return str(error)


def last(node: ast.AST | None) -> str:
    """
    The last word of a dotted name: `CharField` of `models.CharField`.
    """
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """
    Every call in a tree.
    """
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """
    The value given for a keyword of a call.
    """
    return next((k.value for k in call.keywords if k.arg == name), None)


def argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    """
    The value given for a parameter, by position or by name.
    """
    return call.args[position] if len(call.args) > position else keyword(call, name)


def text(node: ast.AST | None, default: str = "") -> str:
    """
    The value of a string literal.
    """
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return default


def literal(node: ast.AST | None) -> object:
    """
    The value of a literal, or None for anything else.
    """
    if not isinstance(node, ast.expr):
        return None
    try:
        value: object = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError):
        return None
    return value


def assigned(body: list[ast.stmt]) -> dict[str, ast.expr]:
    """
    The plain assignments of a body: name to value.
    """
    found: dict[str, ast.expr] = {}
    for statement in body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    found[target.id] = statement.value
        elif (
            isinstance(statement, ast.AnnAssign)
            and isinstance(statement.target, ast.Name)
            and statement.value is not None
        ):
            found[statement.target.id] = statement.value
    return found


def classes(tree: ast.Module) -> Iterator[ast.ClassDef]:
    """
    The classes of a module.
    """
    return (node for node in tree.body if isinstance(node, ast.ClassDef))
