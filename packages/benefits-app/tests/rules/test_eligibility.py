"""
Is somebody eligible exactly when the rule holds, and is every reason against it told?
"""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefits_app.data import (
    AllOf,
    AnyOf,
    Condition,
    EmployeeFacts,
    Fact,
    Not,
    Operator,
    Waiting,
    WaitingPeriod,
)
from benefits_app.rules.eligibility import eligibility
from domain_kit.money import Money
from domain_kit.periods import Period
from tests.rules.make import EMPLOYER, MAY, gbp

ADA = EmployeeFacts(
    employee_id="1",
    employer_id=EMPLOYER,
    hired_on=dt.date(2027, 1, 31),
    born_on=dt.date(1990, 5, 2),
    location="London",
    grade="B",
    fte=Decimal("0.6"),
    annual_salary=gbp("25000.00"),
    employed=(Period(start=dt.date(2027, 1, 31), end=None),),
)


def condition(fact, operator, value):
    return Condition(fact=Fact(fact), operator=Operator(operator), value=value)


ENOUGH_HOURS = condition("fte", "at_least", Decimal("0.5"))
FULL_TIME = condition("fte", "at_least", Decimal(1))
IN_PARIS = condition("location", "one_of", frozenset({"Paris"}))
IN_LONDON = condition("location", "one_of", frozenset({"London", "Leeds"}))
ALWAYS = AllOf(rules=())


def decide(rule=ALWAYS, facts=ADA, on=MAY, waiting=WaitingPeriod()):  # noqa: B008  # frozen
    return eligibility(rule=rule, waiting=waiting, facts=facts, on=on)


def codes(decision):
    return [reason.code for reason in decision.reasons]


class TestCondition:
    @pytest.mark.parametrize(
        ("holds", "fails"),
        [
            (ENOUGH_HOURS, FULL_TIME),
            (condition("fte", "at_most", Decimal("0.6")), condition("fte", "at_most", Decimal(0))),
            (IN_LONDON, IN_PARIS),
            (
                condition("grade", "one_of", frozenset({"A", "B"})),
                condition("grade", "one_of", frozenset({"A"})),
            ),
            (
                condition("annual_salary", "at_least", gbp("25000.00")),
                condition("annual_salary", "at_least", gbp("25000.01")),
            ),
            (condition("age", "at_most", 36), condition("age", "at_least", 37)),
            (condition("service_days", "at_least", 90), condition("service_days", "at_least", 91)),
            (
                condition("hired_on", "at_most", dt.date(2027, 1, 31)),
                condition("hired_on", "at_least", dt.date(2027, 2, 1)),
            ),
            (condition("employed", "is", True), condition("employed", "is", False)),
        ],
        ids=lambda rule: f"{rule.fact} {rule.operator}",
    )
    def test_compares_a_fact(self, holds, fails):
        assert decide(holds).eligible
        assert codes(decide(fails)) == [fails.fact.replace("_", "-")]
        assert decide(Not(rule=fails)).eligible
        assert not decide(Not(rule=holds)).eligible

    def test_tells_what_was_wanted_and_what_it_is(self):
        (reason,) = decide(FULL_TIME).reasons

        assert str(reason) == "fte: at least 1 is wanted, and it is 0.6."

    def test_tells_what_was_not_wanted(self):
        (reason,) = decide(Not(rule=IN_LONDON)).reasons

        assert (reason.wanted, reason.actual) == ("not one of Leeds or London", "London")

    @pytest.mark.parametrize(
        "asked",
        [
            condition("age", "at_least", 18),
            condition("location", "one_of", frozenset({"London"})),
            condition("annual_salary", "at_least", gbp("1.00")),
        ],
        ids=lambda rule: rule.fact,
    )
    def test_an_unknown_fact_speaks_against_it_either_way(self, asked):
        nobody_knows = dataclasses.replace(ADA, born_on=None, location="", annual_salary=None)

        for rule in (asked, Not(rule=asked), Not(rule=Not(rule=asked))):
            (reason,) = decide(rule, nobody_knows).reasons
            assert reason.actual == "unknown"

    def test_a_salary_in_another_currency_does_not_compare(self):
        rule = condition("annual_salary", "at_least", Money.of(1, "EUR"))

        assert codes(decide(rule)) == ["annual-salary"]


class TestTree:
    def test_all_names_every_reason(self):
        rule = AllOf(rules=(FULL_TIME, IN_LONDON, IN_PARIS))

        assert codes(decide(rule)) == ["fte", "location"]

    def test_any_needs_one(self):
        assert decide(AnyOf(rules=(FULL_TIME, IN_LONDON))).eligible

    def test_any_that_fails_names_all_its_parts(self):
        assert codes(decide(AnyOf(rules=(FULL_TIME, IN_PARIS)))) == ["fte", "location"]

    def test_any_of_nothing_never_holds(self):
        assert codes(decide(AnyOf(rules=()))) == ["no-condition"]

    def test_one_that_holds_outweighs_one_that_is_unknown(self):
        adult = condition("age", "at_least", 18)
        facts = dataclasses.replace(ADA, born_on=None)

        assert decide(AnyOf(rules=(adult, IN_LONDON)), facts).eligible
        assert codes(decide(AllOf(rules=(adult, IN_PARIS)), facts)) == ["age", "location"]


LEAVES = st.sampled_from([ENOUGH_HOURS, FULL_TIME, IN_PARIS, IN_LONDON])
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, rule=inner),
        st.builds(AllOf, rules=st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, rules=st.lists(inner, max_size=3).map(tuple)),
    ),
)


def plainly(rule):
    match rule:
        case Not(rule=inner):
            return not plainly(inner)
        case AllOf(rules=rules):
            return all(map(plainly, rules))
        case AnyOf(rules=rules):
            return any(map(plainly, rules))
    return rule in (ENOUGH_HOURS, IN_LONDON)


@given(rule=TREES)
def test_any_tree_holds_exactly_when_it_reads_so(rule):
    decision = decide(rule)

    assert decision.eligible is plainly(rule)
    assert bool(decision.reasons) is not decision.eligible


class TestWaiting:
    AFTER_30 = WaitingPeriod(kind=Waiting.FIRST_OF_MONTH_AFTER_DAYS, days=30)

    def test_c_12_nobody_is_eligible_before_the_first_day(self):
        decision = decide(waiting=self.AFTER_30, on=dt.date(2027, 3, 31))

        assert codes(decision) == ["waiting-period"]
        assert decision.first_day == dt.date(2027, 4, 1)

    def test_c_12_everybody_may_be_from_the_first_day_on(self):
        assert decide(waiting=self.AFTER_30, on=dt.date(2027, 4, 1)).eligible

    def test_it_is_told_beside_the_other_reasons(self):
        decision = decide(FULL_TIME, waiting=self.AFTER_30, on=dt.date(2027, 3, 31))

        assert codes(decision) == ["waiting-period", "fte"]


class TestEmployment:
    LEFT = dataclasses.replace(
        ADA, employed=(Period(start=dt.date(2027, 1, 31), end=dt.date(2027, 5, 1)),)
    )

    def test_who_has_left_is_not_eligible(self):
        assert codes(decide(facts=self.LEFT)) == ["not-employed"]
        assert decide(facts=self.LEFT, on=dt.date(2027, 4, 30)).eligible

    def test_without_periods_it_is_since_the_hire(self):
        facts = dataclasses.replace(ADA, employed=())

        assert decide(facts=facts).eligible
        assert "not-employed" in codes(decide(facts=facts, on=dt.date(2027, 1, 30)))
