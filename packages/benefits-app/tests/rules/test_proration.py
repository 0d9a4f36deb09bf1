"""
What do some days of a month cost under each policy?
"""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefits_app.data import Proration, ProrationPolicy
from benefits_app.rules.proration import month_charges, month_parts
from domain_kit.money import Money
from domain_kit.periods import Period, prorate
from tests.rules.make import gbp

JANUARY = Period.month(dt.date(2027, 1, 1))
FEBRUARY = Period.month(dt.date(2027, 2, 1))
WASH_15 = Proration(policy=ProrationPolicy.WASH_DAY, wash_day=15)


def proration(policy: str) -> Proration:
    policy = ProrationPolicy(policy)
    return Proration(policy=policy, wash_day=15 if policy is ProrationPolicy.WASH_DAY else None)


def january(first: int, last: int | None = None) -> Period:
    return Period.inclusive(
        dt.date(2027, 1, first), last if last is None else dt.date(2027, 1, last)
    )


def charges(policy, *segments, month=JANUARY, price="60.00"):
    found = month_charges(
        price=gbp(price),
        proration=policy if isinstance(policy, Proration) else proration(policy),
        segments=segments,
        month=month,
    )
    return [str(money.amount) for money in found]


class TestDaily:
    def test_c_01_is_the_covered_days_of_the_month(self):
        from_10 = Period(start=dt.date(2027, 2, 10), end=None)

        assert charges("daily", from_10, month=FEBRUARY) == ["40.71"]

    def test_c_03_segments_add_up_to_the_month(self):
        ends = [dt.date(2027, 2, 1), dt.date(2027, 2, 10), dt.date(2027, 2, 19)]
        segments = [
            Period(start=start, end=end)
            for start, end in zip(ends, [*ends[1:], dt.date(2027, 3, 1)], strict=True)
        ]

        assert charges("daily", *segments, month=FEBRUARY, price="10.00") == [
            "3.22",
            "3.21",
            "3.57",
        ]

    @pytest.mark.parametrize(
        ("price", "covered", "whole", "part"),
        [
            (
                "1200.00",
                Period.inclusive(dt.date(2027, 3, 1), dt.date(2027, 9, 30)),
                Period.inclusive(dt.date(2027, 3, 1), dt.date(2028, 2, 29)),
                "701.64",
            ),
            (
                "40.00",
                Period(start=dt.date(2027, 3, 1), end=dt.date(2028, 3, 1)),
                Period(start=dt.date(2027, 3, 1), end=dt.date(2029, 3, 1)),
                "20.03",
            ),
        ],
        ids=["a year", "two years"],
    )
    def test_c_04_of_a_longer_period_its_real_length_is_the_denominator(
        self, price, covered, whole, part
    ):
        assert prorate(gbp(price), covered=covered, whole=whole) == gbp(part)
        assert charges("daily", covered, month=whole, price=price) == [part]


class TestFullMonth:
    def test_c_05_any_day_costs_the_month(self):
        assert charges("full_month", january(31)) == ["60.00"]

    def test_the_first_of_two_segments_has_it(self):
        assert charges("full_month", january(20), january(8, 19)) == ["0.00", "60.00"]

    def test_no_day_costs_nothing(self):
        assert charges("full_month", Period(start=dt.date(2027, 2, 1), end=None)) == ["0.00"]


class TestNone:
    def test_c_05_a_part_of_a_month_is_free(self):
        assert charges("none", january(2)) == ["0.00"]

    def test_a_whole_month_is_not_even_if_it_is_cut(self):
        assert charges("none", january(1, 9), january(10)) == ["17.42", "42.58"]


class TestWashDay:
    @pytest.mark.parametrize(
        ("first", "charge"),
        [(8, "60.00"), (15, "60.00"), (16, "0.00"), (29, "0.00")],
    )
    def test_c_05_who_starts_until_it_pays_the_month(self, first, charge):
        assert charges(WASH_15, january(first)) == [charge]

    @pytest.mark.parametrize(("last", "charge"), [(14, "0.00"), (15, "60.00"), (30, "60.00")])
    def test_who_leaves_before_it_pays_nothing(self, last, charge):
        assert charges(WASH_15, january(1, last)) == [charge]

    def test_the_segment_that_covers_it_pays(self):
        assert charges(WASH_15, january(1, 9), january(10)) == ["0.00", "60.00"]

    def test_a_short_month_has_it_on_its_last_day(self):
        on_31 = Proration(policy=ProrationPolicy.WASH_DAY, wash_day=31)
        from_28 = Period(start=dt.date(2027, 2, 28), end=None)

        assert charges(on_31, from_28, month=FEBRUARY) == ["60.00"]


class TestFixedThirty:
    @pytest.mark.parametrize(
        ("segment", "month", "units"),
        [
            (january(8), JANUARY, 23),
            (january(1), JANUARY, 30),
            (january(31), JANUARY, 0),
            (Period(start=dt.date(2027, 2, 10), end=None), FEBRUARY, 21),
            (FEBRUARY, FEBRUARY, 30),
            (Period(start=dt.date(2027, 2, 28), end=None), FEBRUARY, 3),
            (Period(start=dt.date(2027, 1, 1), end=dt.date(2027, 2, 11)), FEBRUARY, 10),
        ],
    )
    def test_c_05_every_month_has_thirty(self, segment, month, units):
        (part,) = month_parts(proration=proration("fixed_30"), segments=[segment], month=month)

        assert part == Fraction(units, 30)


class TestAnyPolicy:
    @given(
        policy=st.sampled_from(ProrationPolicy),
        cuts=st.sets(st.integers(2, 28), max_size=4),
        month=st.dates(dt.date(2024, 1, 1), dt.date(2030, 1, 1)).map(Period.month),
        minor=st.integers(0, 10**7),
    )
    def test_a_month_that_is_covered_costs_its_price_however_it_is_cut(
        self, policy, cuts, month, minor
    ):
        starts = [month.start, *(month.start.replace(day=day) for day in sorted(cuts))]
        segments = [
            Period(start=start, end=end)
            for start, end in zip(starts, [*starts[1:], month.end], strict=True)
        ]
        price = Money(minor=minor, currency="GBP")

        found = month_charges(
            price=price, proration=proration(policy), segments=segments, month=month
        )

        assert sum(money.minor for money in found) == minor

    @pytest.mark.parametrize("policy", ProrationPolicy)
    def test_overlapping_segments_are_a_mistake(self, policy):
        with pytest.raises(ValueError, match="overlap"):
            month_parts(
                proration=proration(policy),
                segments=[january(1, 10), january(10, 12)],
                month=JANUARY,
            )
