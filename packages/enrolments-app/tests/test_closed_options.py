"""
Does nobody new get an option that is closed, and does everybody who has it keep it?
"""

import datetime as dt

import pytest

from enrolments_app import api
from enrolments_app.testing import ids
from enrolments_app.testing.fakes import FakeCatalogue
from tests.test_import_roster import elections, roster

pytestmark = pytest.mark.django_db
CLOSED = frozenset({ids.MEDICAL_2027, ids.MEDICAL_2028})
JUNE = dt.date(2027, 6, 1)


@pytest.fixture
def close(monkeypatch):
    return lambda: monkeypatch.setattr(FakeCatalogue, "closed_to_new", CLOSED)


def chosen(option_id=ids.MEDICAL_2027, starts_on=dt.date(2027, 2, 10), employee_id=1):
    return api.ElectionRequest(employee_id=employee_id, option_id=option_id, starts_on=starts_on)


def enrol(actor, key="enrol", **more):
    return api.enrol(actor=actor, idempotency_key=key, election=chosen(**more))


def change(actor, made, **more):
    return api.change_option(
        actor=actor, idempotency_key="change", enrolment_id=made.id, starts_on=JUNE, **more
    )


class TestSomebodyNew:
    def test_is_not_enrolled(self, hr, close):
        close()

        with pytest.raises(api.ClosedToNew, match="closed to new entrants on 2027-02-10"):
            enrol(hr)

    def test_does_not_change_to_it(self, hr, close):
        made = enrol(hr, option_id=ids.MEDICAL_PLUS_2027)
        close()

        with pytest.raises(api.ClosedToNew):
            change(hr, made, option_id=ids.MEDICAL_2027)

    def test_does_not_elect_it_in_a_batch(self, hr, close):
        batch = api.save_draft(
            actor=hr, idempotency_key="draft", employee_id=1, lines=[chosen(starts_on=JUNE)]
        )
        close()

        with pytest.raises(api.ClosedToNew) as refusal:
            api.submit_elections(actor=hr, idempotency_key="submit", batch_id=batch.id)

        assert [fault["at"] for fault in refusal.value.faults] == ["lines.0"]

    def test_is_a_row_of_a_roster_that_is_refused(self, hr, close):
        close()

        report = api.preview_roster(actor=hr, employer_id=ids.ACME, file=roster(elections(1)))

        assert [(error.field, report.made) for error in report.errors] == [("option", 0)]

    def test_who_had_it_once_is_new_again(self, hr, close):
        made = enrol(hr)
        api.unenrol(
            actor=hr,
            idempotency_key="end",
            enrolment_id=made.id,
            ends_on=dt.date(2027, 3, 31),
            reason="left the scheme",
        )
        close()

        with pytest.raises(api.ClosedToNew):
            enrol(hr, key="again", starts_on=JUNE)


class TestWhoHasIt:
    def test_changes_the_household(self, hr, close):
        made = enrol(hr)
        close()
        kit = api.Dependant(key="kit", name="Kit", relationship="child")

        assert change(hr, made, option_id=ids.MEDICAL_2027, dependants=[kit]).starts_on == JUNE

    def test_pays_the_new_price(self, hr, close, monkeypatch):
        enrol(hr)
        close()
        monkeypatch.setattr(FakeCatalogue, "prices", {ids.MEDICAL_2027: "66.00"})

        run = api.reprice(actor=hr, employer_id=ids.ACME, on=JUNE)

        assert (run.made, run.skipped) == (1, 0)

    def test_is_carried_over(self, hr, close):
        enrol(hr)
        close()

        run = api.carry_over(
            actor=hr,
            employer_id=ids.ACME,
            plan_year_id=ids.YEAR_2027,
            starts_on=dt.date(2028, 1, 1),
        )

        assert (run.made, run.skipped) == (1, 0)

    def test_elects_the_option_that_follows_it(self, hr, close):
        enrol(hr)
        close()

        again = enrol(hr, key="2028", option_id=ids.MEDICAL_2028, starts_on=dt.date(2028, 1, 1))

        assert again.option_id == ids.MEDICAL_2028

    def test_has_an_end_that_was_wrong_taken_back(self, hr, close):
        made = enrol(hr)
        api.unenrol(
            actor=hr,
            idempotency_key="end",
            enrolment_id=made.id,
            ends_on=dt.date(2027, 3, 31),
            reason="a mistake",
        )
        close()

        again = api.reinstate(
            actor=hr, idempotency_key="again", enrolment_id=made.id, reason="a mistake"
        )

        assert again.starts_on == dt.date(2027, 4, 1)
