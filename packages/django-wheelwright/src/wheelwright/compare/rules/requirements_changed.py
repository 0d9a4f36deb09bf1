"""
Rule: what a host has installed beside the package still fits it.
"""

from packaging.specifiers import SpecifierSet

from wheelwright.compare import version_ranges
from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.extract.promises import Pair, Requirement

DROPPED = "support-dropped"
ADDED = "dependency-added"
CHANGED = "dependency-changed"
# Their versions are judged one by one, by what their makers still support.
ELSEWHERE = ("django",)


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report requirements and extras that are new, gone, wider or narrower.
    """
    old = {(r.name, r.extra): r for r in pair.old.requirements}
    new = {(r.name, r.extra): r for r in pair.new.requirements}
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
    for extra in sorted(pair.old.extras - pair.new.extras):
        found.append(_change(DROPPED, f"[{extra}]", f"The extra [{extra}] is gone.", Bump.MAJOR))
    for extra in sorted(pair.new.extras - pair.old.extras):
        found.append(_change(ADDED, f"[{extra}]", f"The extra [{extra}] is new.", Bump.MINOR))
    return tuple(found)


def _set(requirement: Requirement) -> SpecifierSet:
    return SpecifierSet(requirement.specifier)


def _range(pair: Pair, old: Requirement, new: Requirement) -> Change:
    released = [s.version for s in pair.siblings if s.package == old.name]
    gone = version_ranges.lost(old.specifier, new.specifier, released)
    moved = f"{_label(new)} {new.specifier or 'any'}, it was {old.specifier or 'any'}"
    if not gone:
        return _change(CHANGED, _label(new), f"Also allows more of {moved}.", Bump.PATCH)
    sibling = bool(released)
    if sibling and version_ranges.same_major(old.specifier, new.specifier):
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
