"""
What is one public name? griffe's objects turned into facts of our own.
"""

from collections.abc import Iterable

import griffe

from wheelwright.surface import classes, functions
from wheelwright.surface.names import Names
from wheelwright.surface.values import Alias, Item


def item(names: Names, name: str, thing: griffe.Object) -> Item | None:
    """
    The fact about one object; None for what is no name of a caller's, such as a module.
    """
    if isinstance(thing, griffe.Function):
        return functions.function(names, name, thing)
    if isinstance(thing, griffe.Class):
        return classes.class_(names, name, thing)
    if _is_alias(names, thing):
        return Alias(name=name, type=names.text(thing.value) or "")  # type: ignore[attr-defined]  # as asked
    if isinstance(thing, griffe.Attribute):
        return functions.value(names, name, thing)
    return None


def ancestors(names: Names, package: griffe.Module) -> dict[str, frozenset[str]]:
    """
    Every class of the package, private ones too, with all that it descends from.
    """
    return {
        names.short(cls.path): frozenset(classes.ancestors(names, cls))
        for module in _modules(package)
        for cls in module.classes.values()
        if not cls.is_alias
    }


def aliases(names: Names, package: griffe.Module) -> dict[str, str]:
    """
    Every alias for a type in the package, private ones too.
    """
    found = {
        name: names.text(member.value) or ""  # type: ignore[union-attr]  # as asked
        for module in _modules(package)
        for name, member in module.members.items()
        if not member.is_alias and _is_alias(names, member)
    }
    for module in _modules(package):
        for name, member in module.members.items():
            bound = _bound(names, member)
            if bound:
                # Variables of several modules may share a name, and mean nothing more than any value.
                found[name] = bound if found.get(name, bound) == bound else "typing.Any"
    return found


def _bound(names: Names, thing: griffe.Object | griffe.Alias) -> str:
    """
    What a `TypeVar` stands for: its bound, or any value.
    """
    if isinstance(thing, griffe.Alias) or not isinstance(thing, griffe.Attribute):
        return ""
    made = thing.value
    if not isinstance(made, griffe.ExprCall) or not str(made.function).endswith("TypeVar"):
        return ""
    for argument in made.arguments:
        if isinstance(argument, griffe.ExprKeyword) and argument.name == "bound":
            return (names.text(argument.value) or "typing.Any").strip("'\"")
    return "typing.Any"


def _is_alias(names: Names, thing: griffe.Object | griffe.Alias) -> bool:
    """
    `type X = …` and `X: TypeAlias = …`.
    """
    return isinstance(thing, griffe.TypeAlias) or (
        isinstance(thing, griffe.Attribute) and "TypeAlias" in (names.text(thing.annotation) or "")
    )


def _modules(package: griffe.Module) -> Iterable[griffe.Module]:
    yield package
    for module in package.modules.values():
        if not module.is_alias:
            yield from _modules(module)
