"""
May a value of one type stand where another is expected? Enough of typing to judge annotations.

`None` is the answer when nobody can tell from the text: a type that is not known here.
"""

import ast
from collections.abc import Mapping

ANY = ("typing.Any", "Any", "object")
# What a built-in may stand for. Callers pass a list where a Sequence is wanted every day.
WIDER: Mapping[str, tuple[str, ...]] = {
    "bool": ("int",),
    "int": ("float",),
    "float": ("complex",),
    "str": ("collections.abc.Sequence",),
    "bytes": ("collections.abc.Sequence",),
    "list": ("collections.abc.MutableSequence", "collections.abc.Sequence"),
    "tuple": ("collections.abc.Sequence",),
    "collections.abc.MutableSequence": ("collections.abc.Sequence",),
    "collections.abc.Sequence": ("collections.abc.Collection",),
    "set": ("collections.abc.MutableSet", "collections.abc.Set", "collections.abc.Collection"),
    "frozenset": ("collections.abc.Set", "collections.abc.Collection"),
    "dict": ("collections.abc.MutableMapping", "collections.abc.Mapping"),
    "collections.abc.MutableMapping": ("collections.abc.Mapping",),
    "collections.abc.Mapping": ("collections.abc.Collection",),
    "collections.abc.Collection": ("collections.abc.Iterable",),
    "collections.abc.Generator": ("collections.abc.Iterator",),
    "collections.abc.Iterator": ("collections.abc.Iterable",),
    "datetime.datetime": ("datetime.date",),
    "enum.StrEnum": ("str",),
    "enum.IntEnum": ("int",),
}
INVARIANT = (
    "list",
    "dict",
    "set",
    "collections.abc.MutableSequence",
    "collections.abc.MutableMapping",
)
UNIONS = ("typing.Union", "Union")
OPTIONALS = ("typing.Optional", "Optional")
LITERALS = ("typing.Literal", "Literal")
TRANSPARENT = (
    "typing.Annotated",
    "typing.Final",
    "typing.Required",
    "typing.NotRequired",
    "typing.ReadOnly",
)


class Types:
    """
    The types of one release: what its classes descend from, what its aliases stand for.
    """

    def __init__(self, ancestors: Mapping[str, frozenset[str]], aliases: Mapping[str, str]) -> None:
        self.ancestors = ancestors
        self.aliases = aliases

    def members(self, text: str) -> frozenset[str]:
        """
        The alternatives of a union, aliases replaced by what they stand for.
        """
        try:
            return frozenset(self._split(ast.parse(text.strip(), mode="eval").body, 0))
        except (SyntaxError, RecursionError):
            return frozenset([text])

    def _split(self, node: ast.expr, depth: int) -> list[str]:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and depth < 9:
            return self._split(ast.parse(node.value, mode="eval").body, depth + 1)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return self._split(node.left, depth) + self._split(node.right, depth)
        name = ast.unparse(node)
        if name in self.aliases and depth < 9:
            return self._split(ast.parse(self.aliases[name].strip(), mode="eval").body, depth + 1)
        if isinstance(node, ast.Subscript):
            base = ast.unparse(node.value)
            inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            if base in UNIONS:
                return [m for part in inner for m in self._split(part, depth)]
            if base in OPTIONALS:
                return [*self._split(inner[0], depth), "None"]
            if base in LITERALS:
                return [f"typing.Literal[{ast.unparse(part)}]" for part in inner]
            if base == "type" and len(inner) == 1:
                return [f"type[{part}]" for part in self._split(inner[0], depth)]
            if base in TRANSPARENT:
                return self._split(inner[0], depth)
        return [name]

    def fits(self, source: str, target: str) -> bool:
        """
        Whether every value of `source` is a value of `target`.
        """
        wanted = self.members(target)
        return all(any(self._one(s, t) for t in wanted) for s in self.members(source))

    def _one(self, source: str, target: str) -> bool:
        if source == target or target in ANY or source in ANY[:2]:
            return True
        given, given_parts = _generic(source)
        wanted, wanted_parts = _generic(target)
        if given in LITERALS:
            value = ast.literal_eval(given_parts[0]) if _is_literal(given_parts[0]) else None
            return wanted in (type(value).__name__, *WIDER.get(type(value).__name__, ()))
        if given != wanted and wanted not in self._above(given):
            return False
        if not wanted_parts or not given_parts:
            return True
        if given == "tuple" and wanted != "tuple":
            given_parts = [part for part in given_parts if part != "..."]
            return all(self.fits(part, wanted_parts[0]) for part in given_parts)
        if len(given_parts) != len(wanted_parts):
            return False
        exact = wanted in INVARIANT
        return all(
            self.fits(g, w) and (not exact or self.fits(w, g))
            for g, w in zip(given_parts, wanted_parts, strict=True)
        )

    def _above(self, name: str) -> set[str]:
        found: set[str] = set()
        todo = [name]
        while todo:
            current = todo.pop()
            above = {*self.ancestors.get(current, ()), *WIDER.get(current, ())}
            above |= {_generic(base)[0] for base in above}
            todo += above - found
            found |= above
        return found


def _generic(text: str) -> tuple[str, list[str]]:
    """
    `dict[str, int]` as its name and its arguments.
    """
    try:
        node = ast.parse(text, mode="eval").body
    except SyntaxError:
        return text, []
    if not isinstance(node, ast.Subscript):
        return text, []
    inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    return ast.unparse(node.value), [
        "..." if ast.unparse(i) == "..." else ast.unparse(i) for i in inner
    ]


def _is_literal(text: str) -> bool:
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return False
    return True
