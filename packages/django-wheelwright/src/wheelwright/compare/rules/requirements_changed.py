"""
Rule: what a host has installed beside the package still fits it.
"""

from packaging.specifiers import SpecifierSet

from wheelwright.compare import developers, version_ranges
from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.surface.promises import Pair, Requirement

DROPPED = "support-dropped"
ADDED = "dependency-added"
CHANGED = "dependency-changed"
# Their versions are judged one by one, by what their makers still support.
ELSEWHERE = ("django",)


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report requirements and extras that are new, gone, wider or narrower.
    """
    for_developers = developers.extras(pair)
    old, new = (
        {(r.name, r.extra): r for r in side.requirements if r.extra not in for_developers}
        for side in (pair.old, pair.new)
    )
    found = [
        _change(ADDED, _label(new[key]), f"{_label(new[key])} is required now.", Bump.MINOR)
        for key in sorted(new.keys() - old.keys())
        if not key[1] or key[1] in pair.old.extras
    ]
    found += [
        _change(CHANGED, _label(old[key]), f"{_label(old[key])} is no longer required.", Bump.PATCH)
        for key in sorted(old.keys() - new.keys())
    ]
    for key in sorted(old.keys() & new.keys()):
        if key[0] not in ELSEWHERE and _set(old[key]) != _set(new[key]):
            found.append(_range(pair, old[key], new[key]))
    for extra in sorted(pair.old.extras - pair.new.extras - for_developers):
        found.append(_change(DROPPED, f"[{extra}]", f"The extra [{extra}] is gone.", Bump.MAJOR))
    for extra in sorted(pair.new.extras - pair.old.extras - for_developers):
        found.append(_change(ADDED, f"[{extra}]", f"The extra [{extra}] is new.", Bump.MINOR))
    return (*found, *_of_developers(pair, for_developers))


def _of_developers(pair: Pair, extras: frozenset[str]) -> tuple[Change, ...]:
    old, new = (
        {r for r in side.requirements if r.extra in extras} | (side.extras & extras)
        for side in (pair.old, pair.new)
    )
    if old == new:
        return ()
    named = ", ".join(f"[{extra}]" for extra in sorted(extras))
    message = f"What the package's developers install is another: {named}."
    return (_change(CHANGED, named.replace(", ", ""), message, Bump.PATCH),)


def _set(requirement: Requirement) -> SpecifierSet:
    return SpecifierSet(requirement.specifier)


def _range(pair: Pair, old: Requirement, new: Requirement) -> Change:
    released = [s.version for s in pair.siblings if s.package == old.name]
    gone = version_ranges.lost(old.specifier, new.specifier, released)
    moved = f"{_label(new)} {new.specifier or 'any'}, it was {old.specifier or 'any'}"
    if not gone:
        return _change(CHANGED, _label(new), f"Also allows more of {moved}.", Bump.PATCH)
    # A library's range that was declared is a promise; a sibling comes along with the same hosts.
    spoken_for = old.specifier and not released
    if not spoken_for and version_ranges.only_floor_raised(old.specifier, new.specifier):
        return _change(CHANGED, _label(new), f"Needs a newer {moved}.", Bump.MINOR)
    message = f"No longer allows {_label(old)} {gone[0]}: {moved}."
    return _change(DROPPED, _label(new), message, Bump.MAJOR)


def _label(requirement: Requirement) -> str:
    return f"{requirement.name}[{requirement.extra}]" if requirement.extra else requirement.name


def _change(code: str, subject: str, message: str, bump: Bump) -> Change:
    return Change(
        code=code,
        subject=subject,
        message=message,
        hint="Allow what was allowed until the next major." if bump is Bump.MAJOR else "",
        bump=bump,
        audience=Audience.NOBODY if bump is Bump.PATCH else Audience.OPERATOR,
    )
