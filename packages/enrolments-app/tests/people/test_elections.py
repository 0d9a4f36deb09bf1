"""
Does a cart become cover as a whole, at the price and in the window of the moment?
"""

import datetime as dt

import pytest

from domain_kit.errors import EmployeeForbidden, TenantForbidden
from domain_kit.money import Money
from enrolments_app import api, models
from enrolments_app.data.elections import BatchState
from enrolments_app.errors.elections import (
    AgreementNotSigned,
    BatchAlreadySubmitted,
    BatchEmpty,
    BatchHasTwoEmployees,
    BatchNeedsOneReason,
    BatchNotFound,
    ElectedTwice,
    QuoteStale,
    TooManyLines,
)
from enrolments_app.queries.election_batches import get_batch, list_batches
from enrolments_app.services.discard_draft import discard_draft
from enrolments_app.services.revise_draft import revise_draft
from enrolments_app.services.save_draft import save_draft
from enrolments_app.services.submit_elections import submit_elections
from enrolments_app.testing import ids
from enrolments_app.testing.fakes import FakeCatalogue
from tests.people.conftest import JUNE_1, KIT, SAM, election

pytestmark = pytest.mark.django_db
BOTH = (election(dependants=(SAM, KIT)), election(ids.DENTAL_2027))


class Windows(FakeCatalogue):
    """One window of 2027, open while `opens_at` <= the instant < `closes_at`."""

    opens_at = dt.datetime(2027, 4, 1, tzinfo=dt.UTC)
    closes_at = dt.datetime(2027, 4, 20, 12, tzinfo=dt.UTC)

    def windows(self, *, actor, employer_id, at):
        if not self.opens_at <= at < self.closes_at:
            return ()
        return (
            api.Window(
                id=ids.WINDOW,
                plan_year_id=ids.YEAR_2027,
                kind="annual",
                opens_at=self.opens_at,
                closes_at=self.closes_at,
            ),
        )


@pytest.fixture(autouse=True)
def one_window(settings):
    settings.ENROLMENTS_BENEFIT_CATALOGUE = f"{__name__}.Windows"


def draft(actor, lines=BOTH, *, key="draft", employee_id=1, **more):
    return save_draft(
        actor=actor, idempotency_key=key, employee_id=employee_id, lines=lines, **more
    )


def submit(actor, batch, *, key="submit", **more):
    return submit_elections(actor=actor, idempotency_key=key, batch_id=batch.id, **more)


def covers(actor):
    return api.list_enrolments(actor=actor, employer_id=ids.ACME)


class TestSaveDraft:
    def test_covers_nothing_yet(self, ada):
        made = draft(ada, window_id=ids.WINDOW)

        assert (made.state, made.window_id) == (BatchState.DRAFT, ids.WINDOW)
        assert [line.request for line in made.lines] == [
            election(employee_id="1", dependants=(SAM, KIT)),
            election(ids.DENTAL_2027, employee_id="1"),
        ]
        assert covers(ada) == ()

    def test_keeps_the_cover_asked_for(self, ada):
        wanted = Money.of("250000.00", "GBP")

        made = draft(ada, [election(cover=wanted, quote_hash="abc")])

        assert (made.lines[0].request.cover, made.lines[0].request.quote_hash) == (wanted, "abc")

    def test_a_retry_has_one_effect(self, ada):
        assert draft(ada) == draft(ada)

    @pytest.mark.parametrize(
        ("lines", "more", "refusal"),
        [
            ((), {}, BatchEmpty),
            ((election(),) * 51, {}, TooManyLines),
            ((election(employee_id=2),), {}, BatchHasTwoEmployees),
            (BOTH, {"window_id": ids.WINDOW, "claim_id": ids.PLAN}, BatchNeedsOneReason),
            ((election(dependants=(KIT, KIT)),), {}, api.MemberNotCoverable),
        ],
    )
    def test_refuses_what_can_never_be_submitted(self, ada, lines, more, refusal):
        with pytest.raises(refusal):
            draft(ada, lines, **more)

    def test_an_employee_drafts_for_itself(self, grace):
        with pytest.raises(EmployeeForbidden):
            draft(grace)

    def test_another_employers_employee_is_nobody(self, hr):
        with pytest.raises(api.EmployeeNotFound):
            draft(hr, [election(employee_id=7)], employee_id=7)


class TestReviseDraft:
    def test_replaces_the_lines(self, ada):
        made = draft(ada)

        revised = revise_draft(
            actor=ada, idempotency_key="r", batch_id=made.id, lines=[election(ids.CYCLE_2027)]
        )

        assert [line.request.option_id for line in revised.lines] == [ids.CYCLE_2027]
        assert get_batch(actor=ada, batch_id=made.id) == revised

    def test_leaves_a_submitted_batch_alone(self, ada):
        made = draft(ada)
        submit(ada, made)

        with pytest.raises(BatchAlreadySubmitted):
            revise_draft(actor=ada, idempotency_key="r", batch_id=made.id, lines=BOTH)

    def test_is_hidden_from_colleagues(self, ada, grace):
        made = draft(ada)

        with pytest.raises(BatchNotFound):
            revise_draft(actor=grace, idempotency_key="r", batch_id=made.id, lines=BOTH)


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


class TestListBatches:
    def test_finds_by_state(self, ada):
        submit(ada, draft(ada))
        open_one = draft(ada, key="second", lines=[election(ids.CYCLE_2027)])

        found = list_batches(actor=ada, employer_id=ids.ACME, state=BatchState.DRAFT)
        assert found == (open_one,)

    def test_reads_lines_at_once(self, ada, django_assert_num_queries):
        for number in range(3):
            draft(ada, key=f"draft {number}")

        with django_assert_num_queries(2):
            list_batches(actor=ada, employer_id=ids.ACME)

    def test_is_the_employers_own(self, stranger):
        with pytest.raises(TenantForbidden):
            list_batches(actor=stranger, employer_id=ids.ACME)


def test_a_batch_that_rolls_back_leaves_no_change_in_the_feed(ada, hr):
    made = draft(ada, [*BOTH, election(ids.GLOBEX_MEDICAL_2027)])
    with pytest.raises(api.NotOffered):
        submit(ada, made)

    assert api.changes_since(actor=hr, employer_id=ids.ACME) == ()
    assert not models.ElectionLine.objects.exclude(enrolment=None).exists()


class TestDiscardDraft:
    def test_leaves_nothing_of_a_draft(self, ada):
        draft = save_draft(actor=ada, idempotency_key="draft", employee_id=1, lines=BOTH)

        for _twice in range(2):
            discard_draft(actor=ada, idempotency_key="gone", batch_id=draft.id)

        assert list_batches(actor=ada, employer_id=ids.ACME) == ()

    def test_is_not_for_what_counts_already(self, ada, hr):
        draft = save_draft(actor=hr, idempotency_key="draft", employee_id=1, lines=BOTH)
        submit_elections(actor=hr, idempotency_key="submit", batch_id=draft.id)

        with pytest.raises(BatchAlreadySubmitted):
            discard_draft(actor=ada, idempotency_key="gone", batch_id=draft.id)

    def test_of_somebody_else_is_not_there(self, ada, grace):
        draft = save_draft(actor=ada, idempotency_key="draft", employee_id=1, lines=BOTH)

        with pytest.raises(BatchNotFound):
            discard_draft(actor=grace, idempotency_key="gone", batch_id=draft.id)
