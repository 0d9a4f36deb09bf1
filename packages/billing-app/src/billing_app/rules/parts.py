"""
What do the covered parts of one month cost, at one price? (C-01, C-03, C-05)
"""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

from domain_kit.money import Money
from domain_kit.periods import Period

DAILY, FULL_MONTH, NONE, WASH_DAY, FIXED_30 = POLICIES = (
    "daily",
    "full-month",
    "none",
    "wash-day",
    "fixed-30",
)


def parts_of_month(
    price: Money,
    covers: Sequence[Period],
    month: Period,
    *,
    proration: str = DAILY,
    wash_day: int = 15,
) -> tuple[Money, ...]:
    """
    What each cover costs in a month, in the order given; together they cost what their days cost,
    rounded half up once: largest remainder, ties to the part that starts first (C-03).

    `proration` (C-05): the days over the month's days; the whole price, once; nothing unless the
    whole month is covered; the price if the wash day is covered; or days over 30.
    """
    parts = [cover.intersection(month) for cover in covers]
    covered = sum(part.days for part in parts if part)
    first = min((part.start for part in parts if part), default=None)
    whole = 30 if proration == FIXED_30 and covered < month.days else month.days
    exact = [
        Fraction(
            price.minor * _charged_days(part, month, proration, wash_day, covered, first), whole
        )
        for part in parts
    ]
    together = int(sum(exact) + Fraction(1, 2))
    if proration == FIXED_30:
        together = min(together, price.minor)
    floors = [int(share) for share in exact]
    order = sorted(
        (index for index, part in enumerate(parts) if part),
        key=lambda index: (floors[index] - exact[index], parts[index].start),  # type: ignore[union-attr]
    )
    for index in order[: max(0, together - sum(floors))]:
        floors[index] += 1
    return tuple(Money(minor=minor, currency=price.currency) for minor in floors)


def _charged_days(
    part: Period | None,
    month: Period,
    proration: str,
    wash_day: int,
    covered: int,
    first: dt.date | None,
) -> int:
    if part is None:
        return 0
    match proration:
        case "full-month":
            return month.days if part.start == first else 0
        case "none":
            return part.days if covered >= month.days else 0
        case "wash-day":
            looked_at = month.start + dt.timedelta(days=min(wash_day, month.days) - 1)
            return month.days if part.contains(looked_at) else 0
        case _:
            return part.days
