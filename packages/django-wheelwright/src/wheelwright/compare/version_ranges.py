"""
Does a range of versions still allow what it allowed?
"""

import itertools
from collections.abc import Iterable

from packaging.specifiers import SpecifierSet
from packaging.version import Version


def lost(old: str, new: str, known: Iterable[str] = ()) -> tuple[Version, ...]:
    """
    Versions that `old` allows and `new` does not, of those at the edges of both and of `known`.
    """
    before, after = SpecifierSet(old), SpecifierSet(new)
    return tuple(
        version
        for version in sorted({*_edges(before), *_edges(after), *map(Version, known)})
        if before.contains(version, prereleases=True)
        and not after.contains(version, prereleases=True)
    )


def only_floor_raised(old: str, new: str) -> bool:
    """
    Whether only the lower bound moved, to where everyone gets without a breaking release: within
    the major it is in (within the minor before 1.0, Semantic Versioning 2.0.0, 4 and 8), or where
    there was none, and so nothing was said of what works.
    """
    before, after = _lowest(old), _lowest(new)
    if after is None or not all(version < after for version in lost(old, new)):
        return False
    return before is None or _unbroken(before) == _unbroken(after)


def _unbroken(version: Version) -> tuple[int, ...]:
    return (version.major,) if version.major else (0, version.minor)


def _lowest(specifier: str) -> Version | None:
    bounds = [
        Version(s.version.removesuffix(".*"))
        for s in SpecifierSet(specifier)
        if s.operator in (">=", ">", "~=", "==")
    ]
    return max(bounds, default=None)


def _edges(specifiers: SpecifierSet) -> set[Version]:
    """
    Every bound, and a version just below, just above and one step further on.
    """
    found = {Version("0.1"), Version("9999")}
    for specifier in specifiers:
        version = Version(specifier.version.removesuffix(".*"))
        release = [*version.release, 0, 0][:3]
        found.add(version)
        for place, step in itertools.product(range(3), (-1, 1)):
            near = list(release)
            near[place] = max(near[place] + step, 0)
            if step > 0:
                near[place + 1 :] = [0] * (2 - place)
            found.add(Version(".".join(map(str, near))))
    return found
