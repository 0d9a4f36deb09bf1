"""
How is a length written in SVG, and which round number is a scale's end?
"""

from decimal import Decimal
from fractions import Fraction

# Tenths of a power of ten.
_STEPS = (10, 12, 16, 20, 24, 30, 40, 50, 60, 80, 100)


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
    The first round number that is not less, and that can be halved: where a scale ends.
    """
    if largest <= 10:
        return 10
    tenth = 10 ** (Decimal(largest).adjusted() - 1)
    return next(step * tenth for step in _STEPS if step * tenth >= largest)
