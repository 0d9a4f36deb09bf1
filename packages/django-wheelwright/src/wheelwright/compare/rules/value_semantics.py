"""
Rule: a value class stays comparable, hashable and unchangeable, if it was.
"""

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.surface.promises import Pair
from wheelwright.surface.values import Form

ID = "api-changed"
CONSEQUENCES = {
    "frozen": ("its instances can be hashed and shared", "its attributes can be assigned"),
    "eq": ("its instances are equal by their fields", "its instances are equal only to themselves"),
    "order": ("its instances can be ordered", ""),
    "unsafe_hash": ("its instances can be hashed", ""),
}


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report dataclasses whose options changed what their instances can do.
    """
    found = []
    for name, old in sorted(pair.old.surface.classes.items()):
        new = pair.new.surface.classes.get(name)
        if new is None or old.form is not Form.DATACLASS or new.form is not Form.DATACLASS:
            continue
        before, after = dict(old.options), dict(new.options)
        for option, (with_it, without) in CONSEQUENCES.items():
            if before[option] and not after[option]:
                found.append(_change(name, option, f"no longer promises that {with_it}"))
            elif after[option] and not before[option] and without:
                found.append(_change(name, option, f"no longer promises that {without}"))
    return tuple(found)


def _change(name: str, option: str, what: str) -> Change:
    return Change(
        code=ID,
        subject=f"{name}.{option}",
        message=f"{name} {what}.",
        hint="Give the new behaviour to a class with a new name.",
        bump=Bump.MAJOR,
        audience=Audience.CALLER,
        evidence=f"{ID}:{name}",
    )
