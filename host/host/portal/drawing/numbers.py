"""
How is a length written in SVG, and which round number is a scale's end?
"""

from decimal import Decimal
from fractions import Fraction

_STEPS = (1, 2, 5, 10)


def written(length: Fraction | int) -> str:
    """
    A length as SVG takes it, whatever the reader's locale: three decimal places and a point.
    """
    return f"{float(length):.3f}".rstrip("0").rstrip(".")


def share(part: int, whole: int) -> Fraction:
    """
    A part of a whole; nothing of nothing.
    """
    return Fraction(part, whole) if whole else Fraction(0)


def round_up(largest: int) -> int:
    """
    The first of 1, 2, 5, 10, 20, 50 … that is not less: where a scale ends.
    """
    if largest <= 0:
        return 1
    power = 10 ** max(Decimal(largest).adjusted(), 0)
    return next(step * power for step in _STEPS if step * power >= largest)
