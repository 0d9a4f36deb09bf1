"""
How is an annotation or a value written, whatever the module that wrote it imported?
"""

from collections.abc import Collection, Mapping

import griffe

# Spellings of one thing: old code says `typing.List`, new code `list`, and means the same.
SAME = {
    "typing.List": "list",
    "typing.Dict": "dict",
    "typing.Set": "set",
    "typing.FrozenSet": "frozenset",
    "typing.Tuple": "tuple",
    "typing.Type": "type",
    "typing.Text": "str",
    "typing_extensions.Literal": "typing.Literal",
    "typing_extensions.Self": "typing.Self",
} | {
    f"typing.{name}": f"collections.abc.{name}"
    for name in (
        *("Sequence", "Mapping", "Iterable", "Iterator", "Collection", "Callable", "Generator"),
        *("MutableSequence", "MutableMapping", "MutableSet", "Awaitable", "AsyncIterator"),
    )
}


class Names:
    """
    Names as a reader of one package sees them: its own by their last word, others in full.

    A class keeps its name when it moves between private modules, and moving it breaks nobody.
    """

    def __init__(self, package: str, *, notices: Mapping[str, str], stubs: Collection[str]) -> None:
        self.package = package
        # The methods that do nothing but say that a host writes them.
        self.stubs = stubs
        # What callers are warned of, by the dotted name of what warns them.
        self.notices = notices

    def short(self, path: str) -> str:
        """
        The name of a class or an alias, from its full path.
        """
        if path.startswith(f"{self.package}."):
            return path.rpartition(".")[2]
        return SAME.get(path, path)

    def text(self, expression: str | griffe.Expr | None) -> str | None:
        """
        An annotation or a value as text.
        """
        if expression is None or isinstance(expression, str):
            return expression
        if isinstance(expression, griffe.ExprName | griffe.ExprAttribute):
            return self.short(expression.canonical_path)
        return "".join(self.text(part) or "" for part in expression.iterate(flat=False))
