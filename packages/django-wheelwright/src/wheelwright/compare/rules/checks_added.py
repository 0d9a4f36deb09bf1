"""
Rule: a new system check is news to operators. Whether it fires on an old host is measured elsewhere.
"""

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.surface.promises import Pair

ID = "check-added"


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report ids of checks that the old release did not know.
    """
    return tuple(
        Change(
            code=ID,
            subject=name,
            message=f"The system check {name} is new.",
            bump=Bump.MINOR,
            audience=Audience.OPERATOR,
        )
        for name in sorted(pair.new.checks - pair.old.checks)
    )
