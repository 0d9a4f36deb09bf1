"""
Rule: a public constant keeps its type; another value is another behaviour.
"""

from collections.abc import Iterator

from wheelwright.compare import own_version, shown
from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.compare.variance import Judge
from wheelwright.surface.promises import Pair
from wheelwright.surface.values import Form, Value

CHANGED = "api-changed"
BEHAVIOUR = "behaviour-changed"


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report constants, class attributes and properties that changed.
    """
    judge = Judge(pair)
    found = []
    for name, old, new in _values(pair):
        bump = judge.output_bump(old.type, new.type)
        if bump:
            found.append(
                Change(
                    code=CHANGED,
                    subject=name,
                    message=f"{name} is {new.type}, it was {old.type}.",
                    hint="Give the new value a new name." if bump is Bump.MAJOR else "",
                    bump=bump,
                    audience=Audience.CALLER,
                )
            )
        if _differs(name, old, new, pair):
            found.append(
                Change(
                    code=BEHAVIOUR,
                    subject=name,
                    message=shown.change(name, str(old.value), str(new.value)),
                    bump=Bump.MINOR,
                    audience=Audience.CALLER,
                )
            )
    return tuple(found)


def _differs(name: str, old: Value, new: Value, pair: Pair) -> bool:
    if old.value is None or new.value is None or old.value == new.value:
        return False
    if own_version.same(old.value, new.value, pair):
        return False
    return not own_version.is_told_by(name, old.value, new.value, pair)


def _values(pair: Pair) -> Iterator[tuple[str, Value, Value]]:
    for name, old in sorted(pair.old.surface.items.items()):
        new = pair.new.surface.items.get(name)
        if isinstance(old, Value) and isinstance(new, Value):
            yield name, old, new
    for name, before in sorted(pair.old.surface.classes.items()):
        after = pair.new.surface.classes.get(name)
        if after is None or before.form is Form.PROTOCOL:
            continue
        values = {v.name: v for v in after.values}
        for value in before.values:
            if value.name in values:
                yield f"{name}.{value.name}", value, values[value.name]
