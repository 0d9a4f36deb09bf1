"""
When does the waiting period end?
"""

import datetime as dt

import pytest

from benefits_app.data import Waiting, WaitingPeriod
from benefits_app.errors import RuleSetBroken
from benefits_app.rules.waiting import first_day, require_waiting

AFTER_30 = WaitingPeriod(kind=Waiting.FIRST_OF_MONTH_AFTER_DAYS, days=30)


class TestFirstDay:
    @pytest.mark.parametrize(
        ("hired_on", "first"),
        [(dt.date(2027, 1, 30), dt.date(2027, 3, 1)), (dt.date(2027, 1, 31), dt.date(2027, 4, 1))],
        ids=["lands on the first", "one day later"],
    )
    def test_c_12_is_the_first_of_the_month_after_30_days(self, hired_on, first):
        assert first_day(hired_on=hired_on, waiting=AFTER_30) == first

    def test_c_12_after_60_days_never_exceeds_90(self):
        waiting = WaitingPeriod(kind=Waiting.FIRST_OF_MONTH_AFTER_DAYS, days=60)
        hired = [dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(800)]

        waits = [(first_day(hired_on=day, waiting=waiting) - day).days for day in hired]

        assert (min(waits), max(waits)) == (60, 90)

    @pytest.mark.parametrize(
        ("waiting", "first"),
        [
            (WaitingPeriod(), dt.date(2027, 1, 1)),
            (WaitingPeriod(kind=Waiting.DAYS, days=45), dt.date(2027, 2, 15)),
            (WaitingPeriod(kind=Waiting.FIRST_OF_NEXT_MONTH), dt.date(2027, 2, 1)),
            (WaitingPeriod(kind=Waiting.FIRST_OF_MONTH_AFTER_DAYS), dt.date(2027, 1, 1)),
        ],
        ids=["none", "days", "first of next month", "first of month on or after"],
    )
    def test_of_somebody_hired_on_a_first(self, waiting, first):
        assert first_day(hired_on=dt.date(2027, 1, 1), waiting=waiting) == first

    def test_of_somebody_hired_in_december_is_next_year(self):
        waiting = WaitingPeriod(kind=Waiting.FIRST_OF_NEXT_MONTH)

        assert first_day(hired_on=dt.date(2027, 12, 2), waiting=waiting) == dt.date(2028, 1, 1)


@pytest.mark.parametrize("days", [-1, 3661])
def test_impossible_days_are_refused(days):
    with pytest.raises(RuleSetBroken, match=f"a waiting period of {days} days"):
        require_waiting(WaitingPeriod(kind=Waiting.DAYS, days=days))
