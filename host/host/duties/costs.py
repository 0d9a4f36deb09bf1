"""
What do the parts of one cover cost in a month, together? Reckoned apart from billing, to check it.
"""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

from domain_kit.periods import Period
from host.duties.data import Cover

THIRTY = 30


def cost(covers: Sequence[Cover], month: Period) -> int:
    """
    Minor units: the share of the month's price that the plan's proration gives to the days of the
    covers, which are at one price, rounded half up once (C-01, C-03, C-05).
    """
    parts = [part for cover in covers if cover.days and (part := cover.days.intersection(month))]
    if not parts:
        return 0
    price = covers[0].monthly.minor
    share = _share(parts, month, covers[0].proration, covers[0].wash_day)
    sign = -1 if price < 0 else 1
    return sign * int(abs(price) * share + Fraction(1, 2))


def _share(parts: Sequence[Period], month: Period, proration: str, wash_day: int) -> Fraction:
    days = sum(part.days for part in parts)
    match proration:
        case "full-month":
            return Fraction(1)
        case "none":
            return Fraction(days == month.days)
        case "wash-day":
            looked_at = month.start + dt.timedelta(days=min(wash_day, month.days) - 1)
            return Fraction(any(part.contains(looked_at) for part in parts))
        case "fixed-30" if days < month.days:
            return min(Fraction(days, THIRTY), Fraction(1))
        case _:
            return Fraction(days, month.days)
