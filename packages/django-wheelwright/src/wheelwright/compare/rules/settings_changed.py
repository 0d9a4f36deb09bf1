"""
Rule: a host's settings go on working as they are.
"""

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.compare.shown import short
from wheelwright.surface.promises import Pair

REQUIRED = "setting-required"
ADDED = "setting-added"
REMOVED = "setting-removed"
DEFAULT = "setting-default-changed"


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report settings that became required, came, went, or have another default.
    """
    old, new = pair.old.settings, pair.new.settings
    found = []
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name), new.get(name)
        if after is None:
            message = f"{name} is no longer read."
            found.append(_change(REMOVED, name, message, Bump.MINOR))
        elif after.required and (before is None or not before.required):
            found.append(_change(REQUIRED, name, f"A host must set {name} now.", Bump.MAJOR))
        elif before is None:
            message = f"{name} may be set; it is {short(str(after.default))} unless set."
            found.append(_change(ADDED, name, message, Bump.MINOR))
        elif before.required and not after.required:
            message = f"{name} may be left out; it is {short(str(after.default))} then."
            found.append(_change(ADDED, name, message, Bump.MINOR))
        elif before.default != after.default:
            message = f"{name} is {short(str(after.default))} unless set; it was "
            message += f"{short(str(before.default))}."
            found.append(_change(DEFAULT, name, message, Bump.MINOR))
    return tuple(found)


def _change(code: str, name: str, message: str, bump: Bump) -> Change:
    return Change(
        code=code,
        subject=name,
        message=message,
        hint="Read it with a default, and keep the old behaviour without it."
        if bump is Bump.MAJOR
        else "",
        bump=bump,
        audience=Audience.OPERATOR,
    )
