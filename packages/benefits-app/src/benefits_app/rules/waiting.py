"""
From which day on may somebody who was hired have a benefit (C-12)?
"""

import datetime as dt

from benefits_app.data import Waiting, WaitingPeriod
from benefits_app.errors import RuleSetBroken
from domain_kit.periods import Period

LONGEST = 3660
_DAY = dt.timedelta(days=1)


def first_day(*, hired_on: dt.date, waiting: WaitingPeriod) -> dt.date:
    """
    The first day after the waiting period; the days are counted from the first day of work.

    Hired on 30 January 2027, the first of the month after 30 days is 1 March; hired a day later
    it is 1 April.
    """
    match waiting.kind:
        case Waiting.NONE:
            return hired_on
        case Waiting.DAYS:
            return hired_on + waiting.days * _DAY
        case Waiting.FIRST_OF_NEXT_MONTH:
            return _first_from(hired_on + _DAY)
        case Waiting.FIRST_OF_MONTH_AFTER_DAYS:
            return _first_from(hired_on + waiting.days * _DAY)


def require_waiting(waiting: WaitingPeriod) -> None:
    """
    Raises:
        RuleSetBroken: if the days are below zero or more than ten years.
    """
    if not 0 <= waiting.days <= LONGEST:
        raise RuleSetBroken(f"a waiting period of {waiting.days} days")


def _first_from(day: dt.date) -> dt.date:
    if day.day == 1:
        return day
    end = Period.month(day).end
    assert end is not None
    return end
