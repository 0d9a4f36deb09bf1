"""
Which names may callers rely on, and what are they? Read with griffe, without importing.
"""

from collections.abc import Iterator

import griffe

from wheelwright.extract import items
from wheelwright.extract.names import Names
from wheelwright.extract.surface import Item, Surface
from wheelwright.extract.wheel import Wheel

# What Django calls by itself, and what has rules of its own: models, settings, pages, tasks.
PRIVATE = (
    *("testing", "tests", "migrations", "contract", "management", "templatetags", "admin", "apps"),
    *("models", "urls", "http", "tasks", "signals", "checks", "conf", "settings"),
)


def surface(wheel: Wheel) -> Surface:
    """
    The names of every `api.py`; of a package that has none, the names of its public modules.
    """
    found: dict[str, Item] = {}
    ancestors: dict[str, frozenset[str]] = {}
    aliases: dict[str, str] = {}
    for name in wheel.modules:
        package = griffe.load(
            name,
            search_paths=[wheel.folder],
            resolve_aliases=True,
            allow_inspection=False,
            try_relative_path=False,
        )
        assert isinstance(package, griffe.Module)
        names = Names(name)
        for label, thing in _public(package, single=len(wheel.modules) == 1):
            item = items.item(names, label, thing)
            if item is not None:
                found[label] = item
        ancestors |= items.ancestors(names, package)
        aliases |= items.aliases(names, package)
    return Surface(items=found, ancestors=ancestors, aliases=aliases)


def _public(package: griffe.Module, *, single: bool) -> Iterator[tuple[str, griffe.Object]]:
    api = package.members.get("api")
    doors = [api] if isinstance(api, griffe.Module) else list(_modules(package))
    for door in doors:
        prefix = "" if door is api and single else f"{door.path}."
        for name in _exported(door):
            member = door.members.get(name)
            if member is None:
                continue
            thing = member
            while isinstance(thing, griffe.Alias):
                try:
                    thing = thing.target
                except (griffe.AliasResolutionError, griffe.CyclicAliasError):
                    break
            if isinstance(thing, griffe.Object) and not thing.is_module:
                yield prefix + name, thing
            elif isinstance(thing, griffe.Alias):
                # From another distribution: all that can be said is that the name is there.
                yield prefix + name, griffe.Attribute(name, value=thing.target_path)


def _modules(package: griffe.Module) -> Iterator[griffe.Module]:
    yield package
    for name, member in package.modules.items():
        if not name.startswith("_") and name not in PRIVATE and not member.is_alias:
            yield from _modules(member)


def _exported(door: griffe.Module) -> list[str]:
    if door.exports is not None:
        return [str(name) for name in door.exports]
    return [
        name
        for name, member in door.members.items()
        if not name.startswith("_") and not member.is_alias and not member.is_module
    ]
