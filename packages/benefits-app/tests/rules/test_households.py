"""
Is each person priced as what the plan says, and does each household have one tier?
"""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefits_app.data import Comparison, RelationshipRule, Tier, TierCount
from benefits_app.errors import (
    BirthDateNeeded,
    HouseholdBroken,
    MemberNotBorn,
    MemberNotCoverable,
    NoTier,
    PlanTermsBroken,
    TierAmbiguous,
)
from benefits_app.rules.households import counts, household, members
from benefits_app.rules.relationships import priced_as, relationship_changes, require_rules
from benefits_app.rules.tiers import require_one_for_each, tier_of
from domain_kit.periods import Period
from tests.rules.make import (
    FAMILY,
    FOUR_TIERS,
    MAP,
    MAY,
    ONLY,
    OPTION,
    WITH_CHILDREN,
    WITH_SPOUSE,
    person,
)


def priced(who, on=MAY, rules=MAP):
    return priced_as(OPTION, who, rules, on)


class TestHousehold:
    def test_has_the_employee_first(self):
        people = household([person("a"), person()])

        assert [one.key for one in people] == ["", "a"]

    def test_has_the_employee_even_unnamed(self):
        assert [one.relationship for one in household([person("a")])] == ["self", "child"]

    def test_of_nobody_is_the_employee_alone(self):
        assert [one.key for one in household([])] == [""]

    def test_refuses_a_key_twice(self):
        with pytest.raises(HouseholdBroken, match="'a' more than once"):
            household([person("a"), person("a")])

    @pytest.mark.parametrize("who", [person("", "child"), person("a", "self")])
    def test_refuses_an_employee_that_is_somebody_else(self, who):
        with pytest.raises(HouseholdBroken, match="one employee"):
            household([who])


class TestPricedAs:
    def test_maps_a_raw_relationship(self):
        assert priced(person("p", "civil_partner")) == "spouse"

    def test_without_rules_is_the_relationship(self):
        assert priced(person("a", "godchild"), rules=()) == "godchild"

    def test_the_first_rule_that_fits_wins(self):
        first = RelationshipRule(relationship="child", priced_as="first")

        assert priced(person("a"), rules=(first, *MAP)) == "first"

    def test_an_unmatched_relationship_is_not_coverable(self):
        with pytest.raises(MemberNotCoverable, match=r"'a' \(cousin\)"):
            priced(person("a", "cousin"))

    @pytest.mark.parametrize(
        ("on", "covered"),
        [(dt.date(2027, 5, 31), True), (dt.date(2027, 6, 1), False)],
        ids=["to the end of the month", "not after"],
    )
    @pytest.mark.parametrize("born", ["2001-05-01", "2001-05-10", "2001-05-31"])
    def test_c_19_a_child_stays_one_until_the_end_of_the_month(self, born, on, covered):
        child = person("a", born=born)

        if covered:
            assert priced(child, on) == "child"
        else:
            with pytest.raises(MemberNotCoverable):
                priced(child, on)

    def test_a_disabled_child_has_no_age_limit(self):
        assert priced(person("a", born="1990-01-01", disabled=True)) == "child"

    def test_a_missing_birth_date_is_named_where_it_decides(self):
        with pytest.raises(BirthDateNeeded, match="member 'a'") as refused:
            priced(person("a"))

        assert refused.value.key == "a"

    def test_a_missing_birth_date_is_no_matter_where_all_ages_are_alike(self):
        rules = tuple(
            RelationshipRule(relationship="child", priced_as="child", operator=op, age=21)
            for op in (Comparison.BELOW, Comparison.AT_LEAST)
        )

        with pytest.raises(BirthDateNeeded):
            priced(person("a"), rules=rules[:1])
        either = (*rules[:1], RelationshipRule(relationship="child", priced_as="child"))
        assert priced(person("a"), rules=either) == "child"

    def test_nobody_is_covered_before_birth(self):
        with pytest.raises(MemberNotBorn, match="2027-05-01"):
            members(option_id=OPTION, people=[person("a", born="2027-05-02")], rules=MAP, on=MAY)

    def test_everybody_may_be_covered_on_the_day_of_birth(self):
        found = members(
            option_id=OPTION, people=[person("a", born="2027-05-01")], rules=MAP, on=MAY
        )

        assert counts(found) == {"child": 1}


class TestRequireRules:
    @pytest.mark.parametrize(
        ("operator", "age", "fault"),
        [
            (Comparison.BELOW, None, "half a comparison"),
            (None, 26, "half a comparison"),
            (Comparison.BELOW, 121, "the age 121 of a child"),
            (Comparison.BELOW, -1, "the age -1 of a child"),
        ],
    )
    def test_names_the_fault(self, operator, age, fault):
        rule = RelationshipRule(relationship="child", priced_as="child", operator=operator, age=age)

        with pytest.raises(PlanTermsBroken, match=fault):
            require_rules([rule])

    def test_accepts_the_usual_ones(self):
        require_rules(MAP)


class TestRelationshipChanges:
    @pytest.mark.parametrize("born", ["2001-05-01", "2001-05-31", "2000-02-29", "2012-07-07"])
    def test_are_all_the_days_on_which_somebody_is_priced_as_another(self, born):
        days = Period(start=dt.date(2025, 1, 2), end=dt.date(2031, 1, 1))
        rules = (*MAP, RelationshipRule(relationship="child", priced_as="grown-up"))
        child = person("a", born=born)

        another = {
            day
            for day in (days.start + dt.timedelta(days=n) for n in range(days.days))
            if priced(child, day, rules) != priced(child, day - dt.timedelta(days=1), rules)
        }

        assert another <= relationship_changes(child, rules, days)

    def test_without_a_birth_date_there_is_none(self):
        always = Period(start=dt.date(2000, 1, 1), end=None)

        assert relationship_changes(person("a"), MAP, always) == set()


class TestTierOf:
    @pytest.mark.parametrize(
        ("household", "tier"),
        [
            ({"self": 1}, "employee"),
            ({"self": 1, "spouse": 1}, "couple"),
            ({"self": 1, "child": 1}, "children"),
            ({"self": 1, "spouse": 1, "child": 7}, "family"),
        ],
    )
    def test_is_the_only_one_that_fits(self, household, tier):
        assert tier_of(FOUR_TIERS, household) == tier

    def test_without_tiers_is_empty(self):
        assert tier_of((), {"self": 1, "child": 2}) == ""

    def test_a_relationship_that_no_tier_names_has_none(self):
        with pytest.raises(NoTier, match="1 parent, 1 self"):
            tier_of(FOUR_TIERS, {"self": 1, "parent": 1})

    def test_two_that_fit_are_refused(self):
        with pytest.raises(TierAmbiguous, match="children and any"):
            tier_of(
                (
                    WITH_CHILDREN,
                    Tier(
                        code="any",
                        requires=(
                            TierCount(relationship="child", operator=Comparison.AT_LEAST, count=0),
                        ),
                    ),
                ),
                {"self": 1, "child": 1},
            )


class TestRequireOneForEach:
    def test_accepts_tiers_that_part_all_households(self):
        require_one_for_each(FOUR_TIERS, relationships=["self", "spouse", "child"])

    def test_names_a_household_without_a_tier(self):
        with pytest.raises(NoTier, match="1 child, 1 self, 1 spouse"):
            require_one_for_each((ONLY, WITH_SPOUSE, WITH_CHILDREN))

    def test_names_a_relationship_that_the_plan_prices_and_no_tier_does(self):
        with pytest.raises(NoTier, match="1 parent"):
            require_one_for_each(FOUR_TIERS, relationships=["parent"])

    def test_finds_the_gap_between_two_counts(self):
        few = Tier(
            code="few",
            requires=(TierCount(relationship="child", operator=Comparison.AT_MOST, count=2),),
        )
        many = Tier(
            code="many",
            requires=(TierCount(relationship="child", operator=Comparison.ABOVE, count=3),),
        )

        with pytest.raises(NoTier, match="3 child"):
            require_one_for_each((few, many))

    def test_names_the_one_that_is_left_out_of_very_many(self):
        names = [f"kind-{n}" for n in range(40)]
        anybody = Tier(
            code="anybody",
            requires=tuple(
                TierCount(relationship=name, operator=Comparison.AT_LEAST, count=0)
                for name in names[1:]
            ),
        )

        with pytest.raises(NoTier, match="a household of 1 kind-0, 1 self"):
            require_one_for_each([anybody], relationships=names)

    def test_names_two_tiers_of_one_household(self):
        with pytest.raises(TierAmbiguous, match="family and also"):
            require_one_for_each(
                (*FOUR_TIERS, Tier(code="also", requires=FAMILY.requires)),
            )


SOME_TIERS = st.lists(
    st.builds(
        Tier,
        code=st.sampled_from(["a", "b", "c", "d"]),
        requires=st.lists(
            st.builds(
                TierCount,
                relationship=st.sampled_from(["spouse", "child"]),
                operator=st.sampled_from(Comparison),
                count=st.integers(0, 4),
            ),
            max_size=3,
        ).map(tuple),
    ),
    min_size=1,
    max_size=4,
)


class TestAnyTiers:
    @given(tiers=SOME_TIERS)
    def test_that_are_refused_fail_some_household(self, tiers):
        try:
            require_one_for_each(tiers, relationships=["spouse", "child"])
        except (NoTier, TierAmbiguous) as refusal:
            refused = type(refusal)
        else:
            return

        failures = set()
        for spouses, children in itertools.product(range(2), range(7)):
            try:
                tier_of(tiers, {"self": 1, "spouse": spouses, "child": children})
            except (NoTier, TierAmbiguous) as refusal:
                failures.add(type(refusal))
        assert refused in failures

    @given(tiers=SOME_TIERS, spouses=st.integers(0, 1), children=st.integers(0, 40))
    def test_that_are_accepted_have_exactly_one_for_any_household(self, tiers, spouses, children):
        try:
            require_one_for_each(tiers, relationships=["spouse", "child"])
        except (NoTier, TierAmbiguous):
            return

        assert tier_of(tiers, {"self": 1, "spouse": spouses, "child": children})

    @given(spouses=st.integers(0, 1), children=st.integers(0, 40))
    def test_the_usual_four_have_exactly_one_for_any_household(self, spouses, children):
        tier = tier_of(FOUR_TIERS, {"self": 1, "spouse": spouses, "child": children})

        assert (
            tier
            == {
                (False, False): "employee",
                (True, False): "couple",
                (False, True): "children",
                (True, True): "family",
            }[bool(spouses), bool(children)]
        )
