"""
Does a life event allow what its kind says, until its last day of report?
"""

import datetime as dt

import pytest

from benefits_app import api
from benefits_app.testing import ids

BIRTH = dt.date(2027, 5, 20)


def resolve(actor, kind, reported_on, event_on=BIRTH):
    return api.resolve_life_event(
        actor=actor,
        employer_id=ids.ACME,
        kind=kind,
        event_on=event_on,
        reported_on=reported_on,
    )


class TestResolveLifeEvent:
    def test_c_16_a_birth_is_reported_until_day_30_and_backdated(self, seeded, employee):
        terms = resolve(employee, "birth", dt.date(2027, 6, 19))

        assert terms.effective_on == (BIRTH,)

    def test_c_16_day_31_is_too_late(self, seeded, employee):
        with pytest.raises(api.LifeEventNotAllowed, match="2027-05-20 to 2027-06-19"):
            resolve(employee, "birth", dt.date(2027, 6, 20))

    def test_c_16_a_marriage_takes_effect_on_the_first_after_its_report(self, seeded, employee):
        terms = resolve(employee, "marriage", dt.date(2027, 6, 15))

        assert terms.effective_on == (dt.date(2027, 7, 1),)

    @pytest.mark.parametrize(
        ("day", "first"), [(15, dt.date(2027, 7, 1)), (16, dt.date(2027, 8, 1))]
    )
    def test_c_17_the_fifteenth_decides_the_month(self, seeded, hr, day, first):
        terms = resolve(hr, "relocation", dt.date(2027, 6, day))

        assert (terms.effective_on, terms.self_service) == ((first,), False)

    def test_an_event_that_the_employer_does_not_know_is_named(self, seeded, hr):
        with pytest.raises(api.LifeEventKindNotFound, match="'lottery'"):
            resolve(hr, "lottery", BIRTH)

    def test_is_closed_to_other_tenants(self, seeded, stranger):
        with pytest.raises(Exception, match="does not act for employer"):
            resolve(stranger, "birth", BIRTH)
