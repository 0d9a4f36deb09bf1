"""
Does a monthly amount meet every pay date of a year without losing a penny (C-10)?
"""

import datetime as dt
from collections import Counter

import pytest

from domain_kit.money import Money
from enrolments_app.data.deductions import PayFrequency, PaySchedule
from enrolments_app.errors.deductions import PayScheduleNotUsable
from enrolments_app.rules.deductions import deduction, pay_periods

NEW_YEAR, LAST_DAY = dt.date(2027, 1, 1), dt.date(2027, 12, 31)
THURSDAY, FRIDAY = dt.date(2027, 1, 7), dt.date(2027, 1, 8)


def schedule(frequency, **changes):
    return PaySchedule(**{"frequency": frequency, "period_ends_on": FRIDAY} | changes)


def amounts(price, frequency, *, first=NEW_YEAR, last=LAST_DAY, **changes):
    periods = pay_periods(schedule(frequency, **changes), first=first, last=last)
    return {period.pay_on: deduction(price, period, frequency) for period in periods}


def pounds(amount):
    return Money.of(amount, "GBP")


class TestTwentyFourOfTwentySix:
    def test_c_10_takes_half_twice_a_month_and_nothing_on_the_third_pay_date(self):
        taken = amounts(pounds("100.00"), PayFrequency.BIWEEKLY_24_OF_26)

        third = [day for day in taken if sum(d.month == day.month and d < day for d in taken) == 2]
        assert Counter(str(amount.amount) for amount in taken.values()) == {"50.00": 24, "0.00": 2}
        assert [taken[day] for day in third] == [pounds("0.00")] * 2

    def test_adds_up_to_the_month_when_the_price_is_odd(self):
        taken = amounts(pounds("85.01"), PayFrequency.BIWEEKLY_24_OF_26)

        january = [amount for day, amount in taken.items() if day.month == 1]
        assert january == [pounds("42.51"), pounds("42.50")]


class TestTwentySix:
    def test_c_10_takes_46_16_ten_times_and_46_15_sixteen_times(self):
        taken = list(amounts(pounds("100.00"), PayFrequency.BIWEEKLY_26).values())

        assert taken == [pounds("46.16")] * 10 + [pounds("46.15")] * 16
        assert sum(taken, pounds("0")) == pounds("1200.00")

    def test_a_year_of_twenty_seven_pay_dates_adds_up_as_well(self):
        taken = amounts(
            pounds("100.00"), PayFrequency.BIWEEKLY_26, period_ends_on=dt.date(2027, 1, 1)
        )

        assert len(taken) == 27
        assert sum(taken.values(), pounds("0")) == pounds("1200.00")

    @pytest.mark.parametrize(
        ("price", "year"),
        [
            (Money(minor=10_001, currency="JPY"), 120_012),
            (Money(minor=100_001, currency="KWD"), 1_200_012),
        ],
    )
    def test_is_exact_in_every_exponent(self, price, year):
        taken = amounts(price, PayFrequency.BIWEEKLY_26)

        assert sum(amount.minor for amount in taken.values()) == year

    def test_a_page_of_the_year_says_the_same_as_the_year(self):
        year = amounts(pounds("100.00"), PayFrequency.BIWEEKLY_26)

        may = amounts(
            pounds("100.00"),
            PayFrequency.BIWEEKLY_26,
            first=dt.date(2027, 5, 1),
            last=dt.date(2027, 5, 31),
        )

        assert may == {day: amount for day, amount in year.items() if day.month == 5}


class TestOtherFrequencies:
    def test_weekly_pay_dates_add_up_to_the_year(self):
        taken = amounts(pounds("100.00"), PayFrequency.WEEKLY_52, period_ends_on=THURSDAY)

        assert len(taken) == 52
        assert sum(taken.values(), pounds("0")) == pounds("1200.00")

    def test_48_of_52_takes_a_quarter_four_times_a_month(self):
        taken = amounts(pounds("100.00"), PayFrequency.WEEKLY_48_OF_52, period_ends_on=THURSDAY)

        assert Counter(str(amount.amount) for amount in taken.values()) == {"25.00": 48, "0.00": 4}

    def test_monthly_takes_the_whole_on_the_last_day_of_each_month(self):
        taken = amounts(pounds("100.00"), PayFrequency.MONTHLY, period_ends_on=dt.date(2027, 1, 31))

        assert set(taken.values()) == {pounds("100.00")}
        assert [day.day for day in taken] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    def test_pay_day_may_be_after_the_period(self):
        (period,) = pay_periods(
            schedule(PayFrequency.MONTHLY, period_ends_on=dt.date(2027, 1, 31), pay_lag_days=5),
            first=dt.date(2027, 3, 1),
            last=dt.date(2027, 3, 31),
        )

        assert (period.starts_on, period.ends_on) == (dt.date(2027, 2, 1), dt.date(2027, 2, 28))
        assert period.pay_on == dt.date(2027, 3, 5)

    def test_a_pay_year_may_begin_in_april(self):
        taken = amounts(
            pounds("100.00"),
            PayFrequency.BIWEEKLY_26,
            first=dt.date(2027, 4, 1),
            last=dt.date(2028, 3, 31),
            year_starts_in=4,
        )

        assert sum(taken.values(), pounds("0")) == pounds("1200.00")


class TestRefusals:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"year_starts_in": 13}, "year_starts_in"),
            ({"pay_lag_days": -1}, "pay_lag_days"),
            ({"pay_lag_days": 61}, "pay_lag_days"),
        ],
    )
    def test_names_the_field(self, changes, field):
        with pytest.raises(PayScheduleNotUsable, match=field):
            amounts(pounds("1.00"), PayFrequency.BIWEEKLY_26, **changes)

    def test_refuses_days_in_the_wrong_order(self):
        with pytest.raises(PayScheduleNotUsable, match="is before"):
            amounts(pounds("1.00"), PayFrequency.BIWEEKLY_26, first=LAST_DAY, last=NEW_YEAR)
