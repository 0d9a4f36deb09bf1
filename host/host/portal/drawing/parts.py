"""
How is one bar divided: by kind, or by what is done of it?
"""

import dataclasses
from collections.abc import Sequence

from host.portal.drawing.numbers import share, written

WIDTH = 100


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """
    A part of a bar that is WIDTH wide, and its percentage of the whole, rounded down.
    """

    kind: str
    x: str
    width: str
    percent: int


def divided(parts: Sequence[tuple[str, int]], *, whole: int | None = None) -> tuple[Part, ...]:
    """
    The parts one behind the other, of their sum or of a larger `whole`; empty ones are left out.
    """
    total = max(whole or 0, sum(max(value, 0) for _kind, value in parts))
    found, reached = [], 0
    for kind, value in parts:
        if value <= 0:
            continue
        found.append(
            Part(
                kind=kind,
                x=written(WIDTH * share(reached, total)),
                width=written(WIDTH * share(value, total)),
                percent=100 * value // total,
            )
        )
        reached += value
    return tuple(found)


def progress(done: int, of: int) -> tuple[Part, ...]:
    """
    How much of a number is done.
    """
    return divided([("done", min(done, of))], whole=of)
