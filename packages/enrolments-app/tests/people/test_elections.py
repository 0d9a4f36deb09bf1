"""
Does a cart become cover as a whole, at the price and in the window of the moment?
"""

import datetime as dt

import pytest

from enrolments_app import api, models
from enrolments_app.data.elections import BatchState
from enrolments_app.errors.elections import (
    AgreementNotSigned,
    BatchAlreadySubmitted,
    BatchEmpty,
    BatchNotFound,
    ElectedTwice,
    QuoteStale,
)
from enrolments_app.queries.election_batches import get_batch
from enrolments_app.testing import ids
from enrolments_app.testing.fakes import FakeCatalogue
from tests.people.carts import BOTH, Windows, covers, draft, submit
from tests.people.conftest import JUNE_1, KIT, election

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_window(settings):
    settings.ENROLMENTS_BENEFIT_CATALOGUE = "tests.people.carts.Windows"


class TestTheLine:
    """Every refusal of one line says which it is."""

    def test_of_a_person_who_cannot_be_read_is_named(self, ada):
        stranger = api.Dependant(key="x", name="X", relationship="daughter")

        with pytest.raises(api.MemberNotCoverable) as refusal:
            draft(ada, (election(ids.DENTAL_2027), election(dependants=(KIT, stranger))))

        (fault,) = refusal.value.faults
        assert fault["at"] == "lines.1.dependants.1.relationship"
        assert fault["option_id"] == str(ids.MEDICAL_2027)

    def test_that_repeats_another_is_named(self, ada):
        made = draft(ada, (election(), election(ids.DENTAL_2027), election()))

        with pytest.raises(ElectedTwice) as refusal:
            submit(ada, made)

        assert [fault["at"] for fault in refusal.value.faults] == ["lines.2"]

    def test_without_a_window_is_named(self, ada, stop_clock):
        made = draft(ada, (election(), election(ids.DENTAL_2027)))
        stop_clock("2027-04-20T12:00:00+00:00")

        with pytest.raises(api.WindowClosed) as refusal:
            submit(ada, made)

        assert [fault["at"] for fault in refusal.value.faults] == ["lines.0"]

    def test_of_a_refusal_of_the_whole_is_none(self, ada):
        with pytest.raises(BatchEmpty) as refusal:
            draft(ada, ())

        assert refusal.value.faults == ()


class TestSubmitElections:
    def test_makes_every_line_cover(self, ada):
        submitted = submit(ada, draft(ada, window_id=ids.WINDOW))

        assert submitted.state is BatchState.SUBMITTED
        assert {line.enrolment_id for line in submitted.lines} == {each.id for each in covers(ada)}
        assert {each.source for each in covers(ada)} == {api.Source.WINDOW}

    def test_takes_all_lines_or_none(self, ada):
        made = draft(ada, [*BOTH, election(ids.GLOBEX_MEDICAL_2027)])

        with pytest.raises(api.NotOffered) as refusal:
            submit(ada, made)

        assert refusal.value.__notes__ == ["This is about line 3 of the batch."]
        (fault,) = refusal.value.faults
        assert (fault["at"], fault["option_id"]) == ("lines.2", str(ids.GLOBEX_MEDICAL_2027))
        assert fault["problem"] == str(refusal.value)
        assert covers(ada) == ()
        assert get_batch(actor=ada, batch_id=made.id).state is BatchState.DRAFT

    def test_a_retry_has_one_effect(self, ada, heard):
        made = draft(ada)

        assert submit(ada, made) == submit(ada, made)
        assert len(heard) == 2

    def test_happens_once(self, ada):
        made = draft(ada)
        submit(ada, made)

        with pytest.raises(BatchAlreadySubmitted):
            submit(ada, made, key="again")

    def test_c_22_takes_the_place_of_what_is_there(self, ada, hr):
        before = api.enrol(
            actor=hr,
            idempotency_key="before",
            election=api.ElectionRequest(
                employee_id=1, option_id=ids.MEDICAL_2027, starts_on=dt.date(2027, 3, 1)
            ),
        )

        batch = submit(ada, draft(ada, [election(ids.MEDICAL_PLUS_2027)]))

        old, new = covers(ada)
        assert (old.id, old.ends_on) == (before.id, dt.date(2027, 5, 31))
        assert (new.id, new.predecessor_id) == (batch.lines[0].enrolment_id, before.id)

    def test_c_11_refuses_a_price_that_was_shown_and_is_no_more(self, ada, monkeypatch):
        shown = FakeCatalogue().quote(actor=ada, option_id=ids.MEDICAL_2027, on=JUNE_1).hash
        made = draft(ada, [election(quote_hash=shown)])
        monkeypatch.setattr(FakeCatalogue, "prices", {ids.MEDICAL_2027: "66.00"})

        with pytest.raises(QuoteStale, match=r"it is 66\.00 GBP a month now"):
            submit(ada, made)

    def test_c_11_takes_the_price_that_was_shown(self, ada):
        shown = FakeCatalogue().quote(actor=ada, option_id=ids.MEDICAL_2027, on=JUNE_1).hash

        submit(ada, draft(ada, [election(quote_hash=shown)]))

        assert [each.quote_hash for each in covers(ada)] == [shown]

    def test_salary_sacrifice_takes_an_agreement(self, ada, monkeypatch):
        monkeypatch.setattr(FakeCatalogue, "funding", "salary_sacrifice")
        made = draft(ada)

        with pytest.raises(AgreementNotSigned, match="Line 1, Private medical, Standard"):
            submit(ada, made)
        assert submit(ada, made, agreement_signed=True).agreement_signed

    def test_refuses_one_benefit_twice_from_one_day(self, ada):
        made = draft(ada, [election(), election(ids.MEDICAL_PLUS_2027)])

        with pytest.raises(ElectedTwice, match="Line 2"):
            submit(ada, made)

    def test_an_employee_reaches_back_by_no_day(self, ada):
        made = draft(ada, [election(starts_on=dt.date(2027, 4, 19))])

        with pytest.raises(api.RetroLimitExceeded):
            submit(ada, made)

    def test_hr_reaches_back_within_the_limit(self, hr):
        made = draft(hr, [election(starts_on=dt.date(2027, 3, 1))])

        assert submit(hr, made).state is BatchState.SUBMITTED

    def test_hr_reaches_back_further_with_a_reason(self, ada, hr):
        made = draft(hr, [election(starts_on=dt.date(2027, 1, 10))])
        with pytest.raises(api.RetroLimitExceeded):
            submit(hr, made)

        submitted = submit(hr, made, key="again", override_reason="a lost form")

        (cover,) = covers(hr)
        assert (submitted.state, cover.reason) == (BatchState.SUBMITTED, "a lost form")

    def test_a_reason_opens_nothing_to_an_employee(self, ada):
        made = draft(ada, [election(starts_on=dt.date(2027, 4, 19))])

        with pytest.raises(api.RetroLimitExceeded):
            submit(ada, made, override_reason="please")

    def test_hr_needs_no_window(self, hr, stop_clock):
        made = draft(hr)
        stop_clock("2027-04-20T12:00:00+00:00")

        assert submit(hr, made).state is BatchState.SUBMITTED

    def test_is_hidden_from_colleagues_and_strangers(self, ada, grace, stranger):
        made = draft(ada)

        for actor in (grace, stranger):
            with pytest.raises(BatchNotFound):
                submit(actor, made)


class TestTheWindow:
    def test_c_15_a_batch_of_before_is_refused_after_the_close(self, ada, stop_clock):
        made = draft(ada, window_id=ids.WINDOW)
        stop_clock("2027-04-20T12:00:00+00:00")

        with pytest.raises(api.WindowClosed):
            submit(ada, made)

        assert get_batch(actor=ada, batch_id=made.id).state is BatchState.DRAFT
        assert covers(ada) == ()

    def test_c_15_the_last_instant_is_in_time(self, ada, stop_clock):
        made = draft(ada, window_id=ids.WINDOW)
        stop_clock("2027-04-20T11:59:59.999999+00:00")

        assert submit(ada, made).submitted_at == dt.datetime.fromisoformat(
            "2027-04-20T11:59:59.999999+00:00"
        )

    def test_c_15_extending_the_window_admits_it_without_re_entry(
        self, ada, stop_clock, monkeypatch
    ):
        made = draft(ada, window_id=ids.WINDOW)
        stop_clock("2027-04-20T12:00:00+00:00")
        with pytest.raises(api.WindowClosed):
            submit(ada, made)
        monkeypatch.setattr(Windows, "closes_at", Windows.closes_at + dt.timedelta(days=1))

        assert submit(ada, made).state is BatchState.SUBMITTED

    def test_c_15_is_asked_of_the_instant_of_receipt(self, ada, settings, stop_clock):
        made = draft(ada, window_id=ids.WINDOW)
        settings.ENROLMENTS_OBSERVERS = [f"{__name__}.Clock"]
        Clock.stop = staticmethod(stop_clock)

        assert submit(ada, made).state is BatchState.SUBMITTED

    def test_is_that_of_the_plan_year(self, ada):
        made = draft(ada, [election(ids.MEDICAL_2028, starts_on=dt.date(2028, 1, 1))])

        with pytest.raises(api.WindowClosed):
            submit(ada, made)


class Clock:
    """It is past the close before the cover is written."""

    stop = None

    def enrolment_changed(self, change):
        type(self).stop("2027-04-20T12:30:00+00:00")


def test_a_batch_that_rolls_back_leaves_no_change_in_the_feed(ada, hr):
    made = draft(ada, [*BOTH, election(ids.GLOBEX_MEDICAL_2027)])
    with pytest.raises(api.NotOffered):
        submit(ada, made)

    assert api.changes_since(actor=hr, employer_id=ids.ACME) == ()
    assert not models.ElectionLine.objects.exclude(enrolment=None).exists()
