"""
Are days counted as the calendar counts them?
"""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain_kit.ages import age_on
from domain_kit.money import Money
from domain_kit.periods import Period, prorate, prorate_segments

JANUARY_2027 = Period.month(dt.date(2027, 1, 10))
FEBRUARY_2027 = Period.month(dt.date(2027, 2, 10))
SIXTY = Money.of("60.00", "GBP")


def gbp(amount: str) -> Money:
    return Money.of(amount, "GBP")


class TestPeriod:
    def test_is_half_open(self):
        assert FEBRUARY_2027.contains(dt.date(2027, 2, 28))
        assert not FEBRUARY_2027.contains(dt.date(2027, 3, 1))

    def test_is_written_with_its_last_day(self):
        first_half = Period.inclusive(dt.date(2027, 1, 1), dt.date(2027, 6, 30))

        assert first_half.end == dt.date(2027, 7, 1)
        assert first_half.last == dt.date(2027, 6, 30)
        assert str(first_half) == "2027-01-01 to 2027-06-30"

    def test_neighbours_do_not_overlap(self):
        assert not JANUARY_2027.overlaps(FEBRUARY_2027)

    def test_open_periods_meet(self):
        open_ended = Period(start=dt.date(2027, 1, 20), end=None)

        assert open_ended.intersection(JANUARY_2027) == Period(
            start=dt.date(2027, 1, 20), end=dt.date(2027, 2, 1)
        )
        assert str(open_ended) == "2027-01-20 to further notice"

    def test_lists_the_months_it_touches(self):
        year_end = Period.inclusive(dt.date(2027, 11, 30), dt.date(2028, 1, 1))

        assert [month.start.month for month in year_end.months()] == [11, 12, 1]

    def test_an_open_period_has_endless_months(self):
        months = Period(start=dt.date(2027, 12, 5), end=None).months()

        assert [m.start.month for m in itertools.islice(months, 3)] == [12, 1, 2]

    def test_refuses_to_end_before_it_starts(self):
        with pytest.raises(ValueError, match="ends on or after its start"):
            Period(start=dt.date(2027, 2, 1), end=dt.date(2027, 1, 1))

    def test_does_not_count_the_days_of_an_open_period(self):
        with pytest.raises(ValueError, match="has no end"):
            _ = Period(start=dt.date(2027, 2, 1), end=None).days


class TestProrate:
    @pytest.mark.parametrize(
        ("starts_on", "price"),
        [(dt.date(2027, 2, 10), "40.71"), (dt.date(2028, 2, 10), "41.38")],
    )
    def test_c_01_by_the_days_of_the_month(self, starts_on, price):
        covered = Period(start=starts_on, end=None)

        assert prorate(SIXTY, covered=covered, whole=Period.month(starts_on)) == gbp(price)

    def test_c_02_month_by_month_across_a_month_end(self):
        covered = Period.inclusive(dt.date(2027, 1, 20), dt.date(2027, 2, 9))

        parts = [prorate(SIXTY, covered=covered, whole=month) for month in covered.months()]

        assert parts == [gbp("23.23"), gbp("19.29")]

    def test_c_04_by_the_real_length_of_the_year(self):
        year = Period.inclusive(dt.date(2027, 3, 1), dt.date(2028, 2, 29))
        covered = Period.inclusive(dt.date(2027, 3, 1), dt.date(2027, 9, 30))

        assert prorate(gbp("1200.00"), covered=covered, whole=year) == gbp("701.64")

    def test_days_outside_cost_nothing(self):
        assert prorate(SIXTY, covered=JANUARY_2027, whole=FEBRUARY_2027) == gbp("0.00")


class TestProrateSegments:
    def test_c_03_adds_up_to_the_month(self):
        cuts = [dt.date(2027, 2, day) for day in (1, 10, 19)] + [dt.date(2027, 3, 1)]
        segments = [Period(start=a, end=b) for a, b in itertools.pairwise(cuts)]

        parts = prorate_segments(gbp("10.00"), segments, whole=FEBRUARY_2027)

        assert parts == (gbp("3.22"), gbp("3.21"), gbp("3.57"))

    def test_refuses_segments_that_overlap(self):
        with pytest.raises(ValueError, match="overlap"):
            prorate_segments(SIXTY, [FEBRUARY_2027, FEBRUARY_2027], whole=FEBRUARY_2027)

    @given(st.integers(0, 10**7), st.sets(st.integers(2, 28), max_size=6))
    def test_a_cut_month_costs_what_the_month_costs(self, minor, days):
        cuts = [
            dt.date(2027, 2, 1),
            *(dt.date(2027, 2, d) for d in sorted(days)),
            dt.date(2027, 3, 1),
        ]
        segments = [Period(start=a, end=b) for a, b in itertools.pairwise(cuts)]
        price = Money(minor=minor, currency="GBP")

        parts = prorate_segments(price, segments, whole=FEBRUARY_2027)

        assert sum(part.minor for part in parts) == minor


class TestAgeOn:
    @pytest.mark.parametrize(("on", "age"), [(dt.date(2027, 2, 28), 38), (dt.date(2027, 3, 1), 39)])
    def test_c_06_born_on_29_february(self, on, age):
        assert age_on(born_on=dt.date(1988, 2, 29), on=on) == age
