"""
Where do stacked columns stand, one a month?
"""

import dataclasses
from collections.abc import Sequence

from host.portal.drawing.numbers import round_up, share, written

HEIGHT = 100


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """
    A part of a column: its kind, which colours it, and its rectangle in units of the picture.
    """

    kind: str
    x: str
    y: str
    width: str
    height: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """
    A picture of `count` columns, each a unit wide, in a box that is HEIGHT high; `top` is the
    number, in the unit of the values, at its upper edge.
    """

    count: int
    pieces: tuple[Piece, ...]
    top: int


def stacked(kinds: Sequence[str], columns: Sequence[Sequence[int]]) -> Columns:
    """
    Columns of values, each in the order of the kinds, from the bottom up. What is below nothing is
    not drawn: a picture of costs has no cellar.
    """
    sums = [sum(max(value, 0) for value in values) for values in columns]
    top = round_up(max(sums, default=0))
    pieces: list[Piece] = []
    for place, values in enumerate(columns):
        floor = 0
        for kind, value in zip(kinds, values, strict=True):
            if value <= 0:
                continue
            floor += value
            pieces.append(
                Piece(
                    kind=kind,
                    x=written(place + share(1, 5)),
                    y=written(HEIGHT - HEIGHT * share(floor, top)),
                    width=written(share(3, 5)),
                    height=written(HEIGHT * share(value, top)),
                )
            )
    return Columns(count=len(columns), pieces=tuple(pieces), top=top)
