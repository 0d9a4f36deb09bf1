"""
How far do bars reach to the left, for less, and to the right, for more?
"""

import dataclasses
from collections.abc import Sequence

from host.portal.drawing.numbers import share, written

WIDTH = 100
_MIDDLE = WIDTH // 2


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """
    A bar from the middle of a box that is WIDTH wide; `kind` is "more", "less" or "same".
    """

    kind: str
    x: str
    width: str


def variance(values: Sequence[int]) -> tuple[Bar, ...]:
    """
    A bar for each value; the largest of them reaches an edge.
    """
    largest = max((abs(value) for value in values), default=0)
    bars = []
    for value in values:
        width = _MIDDLE * share(abs(value), largest)
        bars.append(
            Bar(
                kind="more" if value > 0 else "less" if value < 0 else "same",
                x=written(_MIDDLE if value >= 0 else _MIDDLE - width),
                width=written(width),
            )
        )
    return tuple(bars)
