"""
By when is a life event reported, and from which day on does it allow what?
"""

import datetime as dt

import pytest

from benefits_app.data import EffectiveRule, EndRule, LifeEventKind
from benefits_app.errors import LifeEventKindBroken, LifeEventNotAllowed
from benefits_app.rules.life_events import life_event_terms, require_kind

EVENT = dt.date(2027, 5, 20)
BIRTH = LifeEventKind(code="birth", name="Birth of a child")
MARRIAGE = LifeEventKind(
    code="marriage",
    name="Marriage",
    days_before=10,
    effective=(EffectiveRule.FIRST_OF_MONTH_AFTER_REPORT,),
)


def kind(*effective: EffectiveRule, ends: EndRule = EndRule.END_OF_EVENT_MONTH) -> LifeEventKind:
    return LifeEventKind(
        code="move", name="Move", days_before=60, days_after=60, effective=effective, ends=ends
    )


def firsts(a_kind, reported_on, event_on=EVENT):
    terms = life_event_terms(kind=a_kind, event_on=event_on, reported_on=reported_on)
    return terms.effective_on


class TestReporting:
    def test_c_16_day_30_is_accepted(self):
        terms = life_event_terms(kind=BIRTH, event_on=EVENT, reported_on=dt.date(2027, 6, 19))

        assert terms.reported_by == dt.date(2027, 6, 19)

    def test_c_16_day_31_is_refused(self):
        with pytest.raises(LifeEventNotAllowed, match="to 2027-06-19, not on 2027-06-20"):
            life_event_terms(kind=BIRTH, event_on=EVENT, reported_on=dt.date(2027, 6, 20))

    def test_nothing_is_reported_before_it_happens(self):
        with pytest.raises(LifeEventNotAllowed, match="from that day on"):
            life_event_terms(kind=BIRTH, event_on=EVENT, reported_on=dt.date(2027, 5, 19))

    @pytest.mark.parametrize(("day", "allowed"), [(10, True), (9, False)])
    def test_unless_the_kind_may_be_announced(self, day, allowed):
        reported_on = dt.date(2027, 5, day)

        if allowed:
            assert firsts(MARRIAGE, reported_on)
        else:
            with pytest.raises(LifeEventNotAllowed):
                firsts(MARRIAGE, reported_on)


class TestFirstDay:
    def test_c_16_a_birth_is_backdated_to_the_event(self):
        assert firsts(BIRTH, dt.date(2027, 6, 19)) == (EVENT,)

    def test_c_16_a_marriage_counts_from_the_first_after_the_report(self):
        assert firsts(MARRIAGE, dt.date(2027, 6, 15)) == (dt.date(2027, 7, 1),)

    def test_a_report_on_a_first_counts_from_the_next(self):
        assert firsts(MARRIAGE, dt.date(2027, 6, 1)) == (dt.date(2027, 7, 1),)

    def test_an_announced_marriage_counts_after_it(self):
        announced = dt.date(2027, 5, 28)

        assert firsts(MARRIAGE, announced, dt.date(2027, 6, 5)) == (dt.date(2027, 7, 1),)

    @pytest.mark.parametrize(
        ("reported_on", "first"),
        [
            (dt.date(2027, 6, 15), dt.date(2027, 7, 1)),
            (dt.date(2027, 6, 16), dt.date(2027, 8, 1)),
        ],
    )
    def test_c_17_the_fifteenth_decides(self, reported_on, first):
        assert firsts(kind(EffectiveRule.FIFTEENTH_OF_MONTH), reported_on) == (first,)

    def test_c_17_in_december_it_is_next_year(self):
        a_kind = kind(EffectiveRule.FIFTEENTH_OF_MONTH)

        assert firsts(a_kind, dt.date(2027, 12, 16), dt.date(2027, 12, 1)) == (dt.date(2028, 2, 1),)

    def test_the_usual_one_is_first_and_none_is_there_twice(self):
        a_kind = kind(
            EffectiveRule.FIRST_OF_MONTH_AFTER_EVENT,
            EffectiveRule.REPORT_DATE,
            EffectiveRule.EVENT_DATE,
        )

        assert firsts(a_kind, dt.date(2027, 6, 1)) == (dt.date(2027, 6, 1), EVENT)


class TestLastDay:
    @pytest.mark.parametrize(
        ("rule", "last"),
        [
            (EndRule.EVENT_DATE, EVENT),
            (EndRule.DAY_BEFORE_EVENT, dt.date(2027, 5, 19)),
            (EndRule.END_OF_EVENT_MONTH, dt.date(2027, 5, 31)),
            (EndRule.END_OF_REPORT_MONTH, dt.date(2027, 6, 30)),
        ],
    )
    def test_is_by_the_rule(self, rule, last):
        terms = life_event_terms(
            kind=kind(EffectiveRule.EVENT_DATE, ends=rule),
            event_on=EVENT,
            reported_on=dt.date(2027, 6, 2),
        )

        assert terms.ends_on == last


class TestTerms:
    def test_carry_what_the_kind_says(self):
        adoption = LifeEventKind(
            code="adoption",
            name="Adoption",
            permitted=frozenset({"add_dependant"}),
            evidence_required=True,
            self_service=False,
        )

        terms = life_event_terms(kind=adoption, event_on=EVENT, reported_on=EVENT)

        assert terms.permitted == {"add_dependant"}
        assert (terms.evidence_required, terms.self_service) == (True, False)


class TestRequireKind:
    @pytest.mark.parametrize(
        ("fields", "fault"),
        [
            ({"days_before": -1}, "-1 days before"),
            ({"days_after": 367}, "367 after"),
            ({"effective": ()}, "no rule for the first day"),
            ({"permitted": frozenset()}, "no permission"),
            ({"permitted": frozenset({"dance"})}, "'dance'"),
        ],
    )
    def test_names_the_fault(self, fields, fault):
        with pytest.raises(LifeEventKindBroken, match=fault):
            require_kind(LifeEventKind(code="x", name="X", **fields))

    def test_accepts_the_usual_kinds(self):
        require_kind(BIRTH)
        require_kind(MARRIAGE)
