"""
Which part of a month's price do the covered days cost (C-05)?
"""

import itertools
from collections.abc import Sequence
from fractions import Fraction

from benefits_app.data import Proration, ProrationPolicy
from domain_kit.money import Money
from domain_kit.periods import Period

THIRTY = 30


def month_parts(
    *, proration: Proration, segments: Sequence[Period], month: Period
) -> tuple[Fraction, ...]:
    """
    What part of the month's price each segment of cover costs; together at most the whole.

    Where a month is charged as a whole, the segment that covers the day that decides has it: the
    wash day, or the first covered day.

    Raises:
        ValueError: if segments overlap.
    """
    covered = [segment.intersection(month) for segment in segments]
    days = [part.days if part else 0 for part in covered]
    if _overlap([part for part in covered if part]):
        raise ValueError("The segments of a month overlap.")
    match proration.policy:
        case ProrationPolicy.DAILY:
            return tuple(Fraction(count, month.days) for count in days)
        case ProrationPolicy.NONE:
            whole = sum(days) == month.days
            return tuple(Fraction(count, month.days) if whole else Fraction(0) for count in days)
        case ProrationPolicy.FIXED_30:
            return tuple(_of_thirty(part, month) for part in covered)
        case ProrationPolicy.FULL_MONTH:
            first = min((part.start for part in covered if part), default=None)
            return tuple(Fraction(part is not None and part.start == first) for part in covered)
        case ProrationPolicy.WASH_DAY:
            assert proration.wash_day is not None, "require_terms() lets no plan be without"
            wash_day = month.start.replace(day=min(proration.wash_day, month.days))
            return tuple(Fraction(part is not None and part.contains(wash_day)) for part in covered)


def month_charges(
    *, price: Money, proration: Proration, segments: Sequence[Period], month: Period
) -> tuple[Money, ...]:
    """
    What each segment of a month at one price costs; the parts add up (C-03).

    Raises:
        ValueError: if segments overlap.
    """
    parts = month_parts(proration=proration, segments=segments, month=month)
    return price.allocate([*parts, 1 - sum(parts)])[: len(parts)]


def _of_thirty(part: Period | None, month: Period) -> Fraction:
    if part is None or part.end is None:
        return Fraction(0)

    def units(days: int) -> int:
        # Every month has thirty: the last day of February is worth three, a 31st nothing.
        return THIRTY if days == month.days else min(days, THIRTY)

    before = (part.start - month.start).days
    return Fraction(units(before + part.days) - units(before), THIRTY)


def _overlap(parts: Sequence[Period]) -> bool:
    ordered = sorted(parts, key=lambda part: part.start)
    return any(
        one.end is None or other.start < one.end for one, other in itertools.pairwise(ordered)
    )
