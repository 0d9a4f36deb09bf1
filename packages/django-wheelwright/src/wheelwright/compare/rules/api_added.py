"""
Rule: a new public name is a promise for the releases to come.
"""

from wheelwright.compare import own_version
from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.surface.promises import Pair

ID = "api-added"


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report names that callers could not use before.
    """
    return tuple(
        Change(
            code=ID,
            subject=name,
            message=f"{name} is new in the public API.",
            bump=Bump.MINOR,
            audience=Audience.CALLER,
        )
        for name in sorted(pair.new.surface.items.keys() - pair.old.surface.items.keys())
        if name.rpartition(".")[2].strip("_").lower() not in own_version.NAMES
    )
