"""
Does a route still take the addresses that another one took?
"""

import re
from collections.abc import Iterable

# What each converter takes another takes as well.
WIDER = {
    "int": ("int", "word", "slug", "str", "path"),
    "uuid": ("uuid", "slug", "str", "path"),
    "word": ("word", "slug", "str", "path"),
    "slug": ("slug", "str", "path"),
    "str": ("str", "path"),
    "path": ("path",),
}
PARAMETER = re.compile(r"<(\w+):(\w*)>")


def by_name(urls: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """
    The routes of each page; one name may have several.
    """
    found: dict[str, set[str]] = {}
    for name, route in urls:
        found.setdefault(name, set()).add(route)
    return {name: tuple(sorted(routes)) for name, routes in found.items()}


def takes(new: str, old: str) -> bool:
    """
    Whether every address of `old` is one of `new`, with the same parameters.
    """
    if new == old:
        return True
    before, after = PARAMETER.findall(old), PARAMETER.findall(new)
    if PARAMETER.sub("<>", old) != PARAMETER.sub("<>", new):
        return False
    return [n for _, n in before] == [n for _, n in after] and all(
        wide in WIDER.get(kind, (kind,)) for (kind, _), (wide, _) in zip(before, after, strict=True)
    )
