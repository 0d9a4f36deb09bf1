"""
Rule: an enum keeps its members and their values; a new one is news to every `match`.
"""

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.surface.promises import Pair
from wheelwright.surface.values import Form

ID = "api-changed"


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report members that came, went or changed their value. `__open__ = True` in the old enum told
    callers to expect more.
    """
    found = []
    for name, old in sorted(pair.old.surface.classes.items()):
        new = pair.new.surface.classes.get(name)
        if new is None or old.form is not Form.ENUM or new.form is not Form.ENUM:
            continue
        before, after = dict(old.members), dict(new.members)
        for member in sorted(before.keys() - after.keys()):
            found.append(_change(name, member, "is gone", Bump.MAJOR))
        for member in sorted(before.keys() & after.keys()):
            if before[member] != after[member]:
                what = f"is worth {after[member]}, it was {before[member]}"
                found.append(_change(name, member, what, Bump.MAJOR))
        for member in sorted(after.keys() - before.keys()):
            bump = Bump.MINOR if old.is_open else Bump.MAJOR
            found.append(_change(name, member, "is new", bump))
    return tuple(found)


def _change(name: str, member: str, what: str, bump: Bump) -> Change:
    new = what == "is new"
    hint = (
        "Callers may have named every member. Mark the enum open (`__open__ = True`) in a minor "
        "before, so that they expect more."
        if new
        else "Keep the member; stored values and callers name it."
    )
    return Change(
        code=ID,
        subject=f"{name}.{member}",
        message=f"{name}.{member} {what}.",
        hint=hint if bump is Bump.MAJOR else "",
        bump=bump,
        audience=Audience.CALLER,
        evidence=f"{ID}:{name}",
    )
