"""
Is a month charged as the terms of its plan say?
"""

import datetime as dt

import pytest

from benefits_app import api
from benefits_app.testing import builders
from domain_kit.money import Money
from domain_kit.periods import Period

YEAR, FEBRUARY, JANUARY = 2027, dt.date(2027, 2, 1), dt.date(2027, 1, 1)


def gbp(amount: str) -> Money:
    return Money.of(amount, "GBP")


def days(first: dt.date, last: dt.date) -> Period:
    return Period.inclusive(first, last)


@pytest.fixture
def plan(db, hr):
    def plan(policy=api.ProrationPolicy.DAILY, wash_day=None, **terms):
        return api.define_plan_terms(
            actor=hr,
            idempotency_key="terms",
            benefit_id=builders.build_benefit().id,
            plan_year_id=builders.build_plan_year().id,
            currency="GBP",
            terms=api.PlanTerms(proration=api.Proration(policy=policy, wash_day=wash_day), **terms),
        )

    return plan


@pytest.fixture
def charge(hr):
    def charge(plan, price, month, *segments):
        known = api.get_plan(actor=hr, plan_id=plan.id)
        return api.month_charges(
            price=gbp(price),
            proration=known.terms.proration,
            segments=segments,
            month=Period.month(month),
        )

    return charge


class TestMonthCharges:
    def test_c_01_by_the_days_of_the_month(self, plan, charge):
        from_the_tenth = days(dt.date(2027, 2, 10), dt.date(2027, 2, 28))

        assert charge(plan(), "60.00", FEBRUARY, from_the_tenth) == (gbp("40.71"),)

    def test_c_03_segments_add_up(self, plan, charge):
        parts = (
            days(dt.date(2027, 2, 1), dt.date(2027, 2, 9)),
            days(dt.date(2027, 2, 10), dt.date(2027, 2, 18)),
            days(dt.date(2027, 2, 19), dt.date(2027, 2, 28)),
        )

        assert charge(plan(), "10.00", FEBRUARY, *parts) == (
            gbp("3.22"),
            gbp("3.21"),
            gbp("3.57"),
        )

    @pytest.mark.parametrize(
        ("policy", "first", "expected"),
        [
            (api.ProrationPolicy.DAILY, 8, "46.45"),
            (api.ProrationPolicy.FULL_MONTH, 29, "60.00"),
            (api.ProrationPolicy.NONE, 2, "0.00"),
            (api.ProrationPolicy.WASH_DAY, 8, "60.00"),
            (api.ProrationPolicy.WASH_DAY, 15, "60.00"),
            (api.ProrationPolicy.WASH_DAY, 29, "0.00"),
            (api.ProrationPolicy.FIXED_30, 16, "30.00"),
        ],
    )
    def test_c_05_by_the_policy_of_the_plan(self, plan, charge, policy, first, expected):
        wash_day = 15 if policy is api.ProrationPolicy.WASH_DAY else None
        covered = days(dt.date(2027, 1, first), dt.date(2027, 1, 31))

        charged = charge(plan(policy, wash_day), "60.00", JANUARY, covered)

        assert charged == (gbp(expected),)


class TestDefinePlanTerms:
    @pytest.mark.parametrize(
        "terms",
        [
            {"policy": api.ProrationPolicy.WASH_DAY},
            {"wash_day": 15},
            {"policy": api.ProrationPolicy.WASH_DAY, "wash_day": 32},
            {"min_members": 3, "max_members": 2},
            {"min_members": 0},
        ],
    )
    def test_terms_that_contradict_themselves_are_refused(self, plan, terms):
        with pytest.raises(api.PlanTermsBroken):
            plan(**terms)

    def test_a_published_plan_keeps_its_terms(self, plan, hr):
        made = plan()
        api.publish_plan_year(
            actor=hr, idempotency_key="p", plan_year_id=builders.build_plan_year().id
        )

        with pytest.raises(api.PlanPublished, match="draft of the next plan year"):
            api.define_tiers(
                actor=hr, idempotency_key="t", plan_id=made.id, relationships=(), tiers=()
            )

    def test_an_edit_of_a_version_that_is_gone_is_refused(self, plan, hr):
        made = plan()

        with pytest.raises(api.StaleVersion, match="Read it again"):
            api.define_contributions(
                actor=hr,
                idempotency_key="c",
                plan_id=made.id,
                scheme=api.ContributionScheme(contributions=()),
                version=made.version - 1,
            )

    def test_a_stranger_knows_no_plan(self, plan, stranger):
        with pytest.raises(api.PlanNotFound):
            api.get_plan(actor=stranger, plan_id=plan().id)


class TestTiers:
    """Exactly one fits any household, or they are refused with the household."""

    def define(self, hr, plan, *tiers):
        return api.define_tiers(
            actor=hr,
            idempotency_key="tiers",
            plan_id=plan.id,
            relationships=(),
            tiers=[self.tier(*tier) for tier in tiers],
        )

    def tier(self, code, operator, count):
        children = api.TierCount(relationship="child", operator=operator, count=count)
        return api.Tier(code=code, requires=(children,))

    def test_two_of_one_household_are_refused(self, plan, hr):
        with pytest.raises(api.TierAmbiguous, match="few and many"):
            self.define(
                hr, plan(), ("few", api.Comparison.AT_MOST, 2), ("many", api.Comparison.AT_LEAST, 2)
            )

    def test_a_household_without_one_is_named(self, plan, hr):
        with pytest.raises(api.NoTier, match="3 child"):
            self.define(
                hr, plan(), ("few", api.Comparison.AT_MOST, 2), ("many", api.Comparison.ABOVE, 3)
            )
