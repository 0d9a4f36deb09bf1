"""
Does a written rule set mean what it meant, in either format?
"""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefits_app.data import AllOf, AnyOf, Condition, Fact, Not, Operator
from benefits_app.errors import RuleSetBroken, UnknownConditions
from benefits_app.rules.rule_documents import read, upgrade, write, write_flat
from domain_kit.money import Money
from tests.rules.make import gbp

V1 = [
    {"condition": "fte_at_least", "value": "0.5"},
    {"condition": "grade_one_of", "value": ["A", "B"]},
    {"condition": "employed_is", "value": True},
]
RULE = AllOf(
    rules=(
        Condition(fact=Fact.FTE, operator=Operator.AT_LEAST, value=Decimal("0.5")),
        Condition(fact=Fact.GRADE, operator=Operator.ONE_OF, value=frozenset({"A", "B"})),
        Condition(fact=Fact.EMPLOYED, operator=Operator.IS, value=True),
    )
)


class TestUpgrade:
    def test_turns_a_list_into_all_of_it(self):
        assert upgrade(V1) == {
            "all": [
                {"fact": "fte", "operator": "at_least", "value": "0.5"},
                {"fact": "grade", "operator": "one_of", "value": ["A", "B"]},
                {"fact": "employed", "operator": "is", "value": True},
            ]
        }

    def test_means_the_same(self):
        assert read(V1, format=1) == read(upgrade(V1), format=2) == RULE

    def test_names_every_unknown_condition(self):
        document = [
            *V1,
            {"condition": "shoe_size_at_least", "value": 40},
            {"condition": "grade_at_least", "value": "A"},
            "anything",
        ]

        with pytest.raises(UnknownConditions) as refused:
            upgrade(document)

        assert refused.value.conditions == ("shoe_size_at_least", "grade_at_least", "anything")
        assert "shoe_size_at_least, grade_at_least, anything" in str(refused.value)

    @pytest.mark.parametrize(
        "document",
        [
            {"all": []},
            None,
            [{"condition": "fte_at_least"}],
            [{"condition": "fte_at_least", "value": "0.5", "unless": "a friend"}],
        ],
    )
    def test_loses_nothing_that_it_cannot_carry(self, document):
        with pytest.raises(RuleSetBroken):
            upgrade(document)


class TestRead:
    def test_names_every_unknown_condition_in_a_tree(self):
        unknown = {"fact": "shoe_size", "operator": "at_least", "value": 40}
        other = {"fact": "age", "operator": "is", "value": 40}

        with pytest.raises(UnknownConditions, match="shoe_size at_least, age is"):
            read({"any": [unknown, {"not": other}]}, format=2)

    @pytest.mark.parametrize(
        ("fact", "value"),
        [
            ("age", "18"),
            ("age", True),
            ("age", 1.5),
            ("fte", 0.5),
            ("fte", "NaN"),
            ("fte", "half"),
            ("annual_salary", "20000.00"),
            ("annual_salary", "20000.00 XXQ"),
            ("annual_salary", "0.001 GBP"),
            ("hired_on", "1 May"),
        ],
    )
    def test_refuses_a_value_that_is_none_of_the_fact(self, fact, value):
        with pytest.raises(RuleSetBroken, match=f"for {fact}"):
            read({"fact": fact, "operator": "at_least", "value": value}, format=2)

    @pytest.mark.parametrize("value", ["London", [1], [""], None])
    def test_refuses_words_that_are_none(self, value):
        document = {"fact": "location", "operator": "one_of", "value": value}

        with pytest.raises(RuleSetBroken):
            read(document, format=2)

    @pytest.mark.parametrize(
        "document",
        [[], {}, {"all": {}}, {"all": [], "any": []}, {"not": []}, "all", None, {"fact": "age"}],
    )
    def test_refuses_what_is_no_rule(self, document):
        with pytest.raises(RuleSetBroken):
            read(document, format=2)

    def test_refuses_what_nests_too_deep(self):
        document = {"all": []}
        for _ in range(21):
            document = {"not": document}

        with pytest.raises(RuleSetBroken, match="deeper than 20"):
            read(document, format=2)

    def test_refuses_a_format_that_is_none(self):
        with pytest.raises(RuleSetBroken, match="the format 3"):
            read([], format=3)


class TestWriteFlat:
    def test_is_read_again(self):
        assert write_flat(RULE) == V1

    def test_refuses_what_the_first_format_cannot_say(self):
        with pytest.raises(RuleSetBroken, match="all must hold"):
            write_flat(AllOf(rules=(Not(rule=RULE.rules[0]),)))


VALUES = {
    Fact.FTE: st.decimals(0, 1, places=2),
    Fact.AGE: st.integers(0, 120),
    Fact.HIRED_ON: st.dates(),
    Fact.ANNUAL_SALARY: st.builds(
        Money, minor=st.integers(0, 10**9), currency=st.sampled_from(["GBP", "JPY", "KWD"])
    ),
}
RANGES = st.one_of(
    *(
        st.builds(
            Condition,
            fact=st.just(fact),
            operator=st.sampled_from([Operator.AT_LEAST, Operator.AT_MOST]),
            value=values,
        )
        for fact, values in VALUES.items()
    )
)
TREES = st.recursive(
    RANGES,
    lambda inner: st.one_of(
        st.builds(Not, rule=inner),
        st.builds(AllOf, rules=st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, rules=st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)


@given(rule=TREES)
def test_any_rule_is_read_as_it_was_written(rule):
    assert read(write(rule), format=2) == rule


@given(rules=st.lists(RANGES, max_size=4))
def test_any_list_is_read_as_it_was_written(rules):
    rule = AllOf(rules=tuple(rules))

    assert read(write_flat(rule), format=1) == rule


def test_dates_and_money_are_text():
    rule = AllOf(
        rules=(
            Condition(fact=Fact.HIRED_ON, operator=Operator.AT_MOST, value=dt.date(2027, 5, 1)),
            Condition(fact=Fact.ANNUAL_SALARY, operator=Operator.AT_LEAST, value=gbp("20000.00")),
        )
    )

    assert [part["value"] for part in write(rule)["all"]] == ["2027-05-01", "20000.00 GBP"]
