"""
Who moves to another age band?
"""

import datetime as dt

import pytest

from benefits_app.data import AgePolicy, Basis, Person, PlanTerms
from benefits_app.rules.band_changes import band_changes
from domain_kit.periods import Period
from tests.rules.make import YEAR_2027, band, option, person

LIFE = (band("0.08", 0, 39), band("0.12", 40, 120))
ADA = Person(key="ada", relationship="self", born_on=dt.date(1987, 6, 16))


def changes(priced, *people, days=YEAR_2027):
    found = band_changes(option=priced, people=people, days=days)
    return [(change.key, str(change.on), change.after.age_from) for change in found]


class TestBandChanges:
    @pytest.mark.parametrize(
        ("policy", "found"),
        [
            (AgePolicy.FIRST_OF_MONTH, [("ada", "2027-07-01", 40)]),
            (AgePolicy.ON_BIRTHDAY, [("ada", "2027-06-16", 40)]),
            (AgePolicy.FROZEN, []),
            (AgePolicy.ON_PLAN_OR_TIER_CHANGE, []),
        ],
    )
    def test_c_06_come_on_the_day_of_the_policy(self, policy, found):
        assert changes(option(*LIFE, terms=PlanTerms(age_policy=policy)), ADA) == found

    def test_are_in_the_order_of_the_days(self):
        bob = Person(key="bob", relationship="self", born_on=dt.date(1987, 2, 1))

        assert [key for key, _, _ in changes(option(*LIFE), ADA, bob)] == ["bob", "ada"]

    def test_another_age_in_the_same_band_is_none(self):
        older = Person(key="eve", relationship="self", born_on=dt.date(1980, 6, 16))

        assert changes(option(*LIFE), older, Person(key="x", relationship="self")) == []

    def test_none_is_outside_the_days_or_the_plan_year(self):
        spring = Period(start=dt.date(2027, 1, 1), end=dt.date(2027, 7, 1))
        next_year = Period(start=dt.date(2028, 1, 1), end=None)

        assert changes(option(*LIFE), ADA, days=spring) == []
        assert changes(option(*LIFE), ADA, days=next_year) == []

    def test_a_childs_age_moves_a_price_per_member_only(self):
        child = person("a", born="2006-04-02")
        bands = (
            band("10.00", 0, 20, "child"),
            band("20.00", 21, 120, "child"),
            band("50.00", group="self"),
        )

        assert changes(option(*bands, basis=Basis.PER_MEMBER), child) == [("a", "2027-05-01", 21)]
        assert changes(option(*bands, basis=Basis.PER_TIER), child) == []

    def test_each_tier_has_its_own(self):
        bands = (*LIFE, band("0.10", 0, 39, "family"), band("0.20", 40, 120, "family"))

        assert len(changes(option(*bands, basis=Basis.PER_TIER), ADA)) == 2
