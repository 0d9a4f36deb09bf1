"""
Which age counts under each policy, and from which day does the next one count?
"""

import datetime as dt

import pytest

from benefits_app.data import AgePolicy
from benefits_app.rules.ages import age_changes, priced_age
from benefits_app.rules.rates import month_price
from domain_kit.money import Money
from domain_kit.periods import Period
from tests.rules.make import YEAR_2027

BORN = dt.date(1987, 6, 16)
LEAPLING = dt.date(1988, 2, 29)


def age(on, policy, born_on=BORN, priced_on=None):
    return priced_age(
        born_on=born_on, on=on, plan_year=YEAR_2027, policy=policy, priced_on=priced_on
    )


class TestPricedAge:
    def test_c_06_born_on_29_february_is_older_on_1_march(self):
        ages = [
            age(on, AgePolicy.ON_BIRTHDAY, LEAPLING)
            for on in (dt.date(2027, 2, 28), dt.date(2027, 3, 1))
        ]

        assert ages == [38, 39]

    @pytest.mark.parametrize(
        ("policy", "june_30", "july_1"),
        [
            (AgePolicy.FROZEN, 39, 39),
            (AgePolicy.FIRST_OF_MONTH, 39, 40),
            (AgePolicy.ON_BIRTHDAY, 40, 40),
        ],
    )
    def test_c_06_counts_by_the_policy(self, policy, june_30, july_1):
        assert age(dt.date(2027, 6, 30), policy) == june_30
        assert age(dt.date(2027, 7, 1), policy) == july_1

    def test_c_06_counts_the_day_of_the_last_change_of_plan_or_tier(self):
        policy = AgePolicy.ON_PLAN_OR_TIER_CHANGE

        assert age(dt.date(2027, 12, 1), policy, priced_on=dt.date(2027, 3, 1)) == 39
        assert age(dt.date(2027, 12, 1), policy, priced_on=dt.date(2027, 6, 16)) == 40
        assert age(dt.date(2027, 12, 1), policy) == 40

    def test_a_child_born_in_the_plan_year_is_0(self):
        assert age(dt.date(2027, 8, 2), AgePolicy.FROZEN, dt.date(2027, 8, 1)) == 0


class TestAgeChanges:
    @pytest.mark.parametrize(
        ("policy", "changes"),
        [
            (AgePolicy.FROZEN, ()),
            (AgePolicy.ON_PLAN_OR_TIER_CHANGE, ()),
            (AgePolicy.FIRST_OF_MONTH, (dt.date(2027, 7, 1),)),
            (AgePolicy.ON_BIRTHDAY, (dt.date(2027, 6, 16),)),
        ],
    )
    def test_are_those_of_the_policy(self, policy, changes):
        assert age_changes(born_on=BORN, days=YEAR_2027, policy=policy) == changes

    def test_of_december_count_in_january(self):
        born = dt.date(1987, 12, 5)

        assert age_changes(born_on=born, days=YEAR_2027, policy=AgePolicy.FIRST_OF_MONTH) == (
            dt.date(2027, 1, 1),
        )

    @pytest.mark.parametrize("policy", [AgePolicy.FIRST_OF_MONTH, AgePolicy.ON_BIRTHDAY])
    @pytest.mark.parametrize("born_on", [LEAPLING, BORN, dt.date(2026, 1, 31), dt.date(2000, 1, 1)])
    def test_are_the_days_on_which_another_age_counts(self, born_on, policy):
        days = Period(start=dt.date(2027, 1, 2), end=dt.date(2029, 1, 1))

        another = tuple(
            day
            for day in (days.start + dt.timedelta(days=n) for n in range(days.days))
            if age(day, policy, born_on) != age(day - dt.timedelta(days=1), policy, born_on)
        )

        assert age_changes(born_on=born_on, days=days, policy=policy) == another


class TestMonthPrice:
    def test_a_plan_that_re_ages_at_a_change_keeps_the_age_of_the_change(self):
        price = month_price(
            born_on=BORN,
            month=Period.month(dt.date(2027, 12, 1)),
            plan_year=YEAR_2027,
            policy=AgePolicy.ON_PLAN_OR_TIER_CHANGE,
            rate=lambda age: Money.of(age, "GBP"),
            priced_on=dt.date(2027, 3, 1),
        )

        assert price == Money.of(39, "GBP")
