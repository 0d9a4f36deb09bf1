"""
Rule: code that a host could write against the old release passes a type checker on the new one.
"""

import re

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.surface.promises import Pair

ID = "api-changed"


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report what mypy says of the committed consumer on the new release, and not on the old one.
    """
    return tuple(
        Change(
            code=ID,
            subject=f"consumer.{_line(said)}",
            message=f"A host's code that passed mypy on {pair.old.version} no longer does: {said}",
            hint="Keep the signature, or let the next major change it.",
            bump=Bump.MAJOR,
            audience=Audience.NOBODY,  # the rule that found its cause asks for the changelog
        )
        for said in pair.witness
    )


def _line(said: str) -> str:
    found = re.match(r"line (\d+)", said)
    return found[1] if found else "0"
