"""
What does a change add to each month's bill?
"""

import datetime as dt
from fractions import Fraction
from itertools import islice

from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app.data.elections import MonthPart


def month_parts(
    *, now: Money, then: Money, change: Period, until: dt.date, at_most: int = 24
) -> tuple[MonthPart, ...]:
    """
    The calendar months from the first day of a change to `until`, each with its days and the
    difference of the monthly prices for them: days of days, rounded half up (C-01).

    A birth on 20 May is 12 of 31 days of May (C-16).
    """
    seen = change.intersection(Period.inclusive(change.start, max(until, change.start)))
    assert seen is not None
    return tuple(_part(month, seen, then - now) for month in islice(seen.months(), at_most))


def _part(month: Period, change: Period, difference: Money) -> MonthPart:
    covered = month.intersection(change)
    days = covered.days if covered else 0
    share = Fraction(abs(difference.minor) * days, month.days)
    minor = int(share + Fraction(1, 2))
    return MonthPart(
        month=month.start,
        days=days,
        of_days=month.days,
        difference=Money(
            minor=minor if difference.minor >= 0 else -minor, currency=difference.currency
        ),
    )
