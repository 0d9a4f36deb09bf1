"""
Rule: a public name stays where it was, and stays what it was.
"""

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.surface.promises import Pair
from wheelwright.surface.values import Alias, Class, Form, Item, Value

REMOVED = "api-removed"
CHANGED = "api-changed"
INTERCHANGEABLE = {Form.PLAIN, Form.DATACLASS}


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report names that are gone, or that now name another kind of thing.
    """
    found = []
    for name, old in sorted(pair.old.surface.items.items()):
        new = pair.new.surface.items.get(name)
        if new is None:
            found.append(
                Change(
                    code=REMOVED,
                    subject=name,
                    message=f"{name} is gone from the public API.",
                    hint="Keep it and mark it with warnings.deprecated; remove it in a major.",
                    bump=Bump.MAJOR,
                    audience=Audience.CALLER,
                )
            )
        elif kind(old) != kind(new):
            found.append(
                Change(
                    code=CHANGED,
                    subject=name,
                    message=f"{name} was a {kind(old)} and is a {kind(new)} now.",
                    hint="Give the new thing a new name.",
                    bump=Bump.MAJOR,
                    audience=Audience.CALLER,
                )
            )
    return tuple(found)


def kind(item: Item) -> str:
    """
    What sort of thing a name stands for; sorts that callers cannot tell apart are one.
    """
    if isinstance(item, Class):
        return "class" if item.form in INTERCHANGEABLE else item.form.value
    return "value" if isinstance(item, Value | Alias) else "function"
