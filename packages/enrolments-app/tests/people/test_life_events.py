"""
Does a life event open days that no window opens, and only to those whom HR lets through?
"""

import dataclasses
import datetime as dt
import threading

import pytest
from django.db import connection

from domain_kit.errors import EmployeeForbidden, RoleForbidden, TenantForbidden
from enrolments_app import api
from enrolments_app.data.life_events import ClaimState
from enrolments_app.errors.life_events import (
    EffectiveDateNotAllowed,
    EvidenceRequired,
    LifeEventAlreadyDecided,
    LifeEventAlreadyReported,
    LifeEventClaimNotFound,
    LifeEventDoesNotPermit,
    LifeEventExpired,
    LifeEventIsForHr,
    LifeEventNotAllowed,
    LifeEventNotApproved,
)
from enrolments_app.errors.texts import TextNotStorable
from enrolments_app.models import LifeEventClaim
from enrolments_app.queries.life_events import list_life_events
from enrolments_app.services.decide_life_event import decide_life_event
from enrolments_app.services.preview_change import preview_change
from enrolments_app.services.report_life_event import report_life_event
from enrolments_app.services.save_draft import save_draft
from enrolments_app.services.submit_elections import submit_elections
from enrolments_app.testing import ids
from enrolments_app.testing.fakes import FakeCatalogue
from tests.people.conftest import KIT, election

pytestmark = pytest.mark.django_db
MAY_20 = dt.date(2027, 5, 20)
BABY = api.Dependant(key="c2", name="Jo", relationship="child", born_on=MAY_20)


class ThirtyDays(FakeCatalogue):
    """Takes an event until the thirtieth day after it, as benefits' own kinds do."""

    def life_event(self, *, actor, employer_id, kind, event_on, reported_on):
        terms = super().life_event(
            actor=actor,
            employer_id=employer_id,
            kind=kind,
            event_on=event_on,
            reported_on=reported_on,
        )
        if reported_on > terms.reported_by:
            raise LifeEventNotAllowed(kind, event_on, f"it had to be by {terms.reported_by}.")
        return terms


@pytest.fixture(autouse=True)
def nothing_is_open(settings, monkeypatch, stop_clock):
    settings.ENROLMENTS_BENEFIT_CATALOGUE = f"{__name__}.ThirtyDays"
    monkeypatch.setattr(FakeCatalogue, "open_now", False)
    stop_clock("2027-06-19T10:00:00+00:00")


@pytest.fixture
def terms(monkeypatch):
    def change(**fields):
        known = FakeCatalogue().life_event(
            actor=None, employer_id=ids.ACME, kind="birth", event_on=MAY_20, reported_on=MAY_20
        )
        monkeypatch.setattr(FakeCatalogue, "terms", dataclasses.replace(known, **fields))

    return change


def report(actor, *, key="report", **more):
    fields = {"employee_id": 1, "kind": "birth", "event_on": MAY_20, "evidence": ["doc-1"]}
    return report_life_event(actor=actor, idempotency_key=key, **(fields | more))


def decide(actor, claim, *, key="decide", approve=True, **more):
    return decide_life_event(
        actor=actor, idempotency_key=key, claim_id=claim.id, approve=approve, **more
    )


def elect(actor, claim, *, key="elect", **more):
    line = election(**({"starts_on": MAY_20, "dependants": (BABY,)} | more))
    batch = save_draft(
        actor=actor,
        idempotency_key=f"draft {key}",
        employee_id=1,
        lines=[line],
        claim_id=claim.id,
    )
    return submit_elections(actor=actor, idempotency_key=key, batch_id=batch.id)


class TestReportLifeEvent:
    def test_c_16_is_in_time_on_the_thirtieth_day(self, ada):
        made = report(ada)

        assert (made.state, made.reported_on) == (ClaimState.PENDING, dt.date(2027, 6, 19))
        assert (made.evidence, made.allowed_on) == (("doc-1",), (MAY_20,))

    def test_c_16_is_too_late_on_the_day_after(self, ada, stop_clock):
        stop_clock("2027-06-20T00:00:00+01:00")

        with pytest.raises(LifeEventNotAllowed, match="it had to be by 2027-06-19"):
            report(ada)

    def test_c_16_the_day_is_the_employers_own(self, ada, stop_clock):
        stop_clock("2027-06-19T22:59:59+00:00")
        assert report(ada).reported_on == dt.date(2027, 6, 19)

        stop_clock("2027-06-19T23:00:00+00:00")
        with pytest.raises(LifeEventNotAllowed):
            report(ada, key="later", kind="adoption")

    def test_c_17_keeps_the_days_that_the_catalogue_allows(self, ada, terms):
        terms(effective_on=(dt.date(2027, 7, 1), dt.date(2027, 8, 1)))

        assert report(ada).allowed_on == (dt.date(2027, 7, 1), dt.date(2027, 8, 1))

    def test_is_open_once(self, ada):
        made = report(ada)

        with pytest.raises(LifeEventAlreadyReported) as refusal:
            report(ada, key="again")

        assert refusal.value.existing_id == made.id

    def test_a_retry_has_one_effect(self, ada):
        assert report(ada) == report(ada)

    def test_takes_evidence_if_the_kind_does(self, ada, terms):
        terms(evidence_required=True)

        with pytest.raises(EvidenceRequired):
            report(ada, evidence=[])

    def test_is_for_hr_if_the_kind_is(self, ada, hr, terms):
        terms(self_service=False)

        with pytest.raises(LifeEventIsForHr):
            report(ada)
        assert report(hr).state is ClaimState.PENDING

    @pytest.mark.parametrize(
        "fields", [{"kind": ""}, {"kind": "x" * 61}, {"evidence": ["a\0"]}, {"evidence": [""]}]
    )
    def test_refuses_text_that_no_column_takes(self, ada, fields):
        with pytest.raises(TextNotStorable):
            report(ada, **fields)

    def test_an_employee_reports_for_itself(self, ada):
        with pytest.raises(EmployeeForbidden):
            report(ada, employee_id=2)

    def test_another_employers_employee_is_nobody(self, hr):
        with pytest.raises(api.EmployeeNotFound):
            report(hr, employee_id=7)


@pytest.mark.django_db(transaction=True)
class TestReportedTwiceAtOnce:
    def test_one_claim_is_open(self, hr):
        start = threading.Barrier(2)
        answers: list[object] = []

        def one(key: str) -> None:
            start.wait()
            try:
                answers.append(report(hr, key=key))
            except LifeEventAlreadyReported as refusal:
                answers.append(refusal)
            finally:
                connection.close()

        threads = [threading.Thread(target=one, args=(key,)) for key in ("left", "right")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        (row,) = LifeEventClaim.objects.all()
        refused = [each for each in answers if isinstance(each, LifeEventAlreadyReported)]
        assert [refusal.existing_id for refusal in refused] == [row.id]


class TestDecideLifeEvent:
    def test_approves_for_thirty_days(self, ada, hr):
        decided = decide(hr, report(ada), reason="welcome")

        assert (decided.state, decided.reason) == (ClaimState.APPROVED, "welcome")
        assert (decided.open_days, decided.usable_until) == ((MAY_20,), dt.date(2027, 7, 19))

    def test_leaves_the_chosen_day(self, ada, hr, terms):
        july, august = dt.date(2027, 7, 1), dt.date(2027, 8, 1)
        terms(effective_on=(july, august))

        assert decide(hr, report(ada), chosen_on=august).open_days == (august,)

    def test_refuses_a_day_that_the_kind_does_not_allow(self, ada, hr):
        with pytest.raises(EffectiveDateNotAllowed, match="Choose 2027-05-20"):
            decide(hr, report(ada), chosen_on=dt.date(2027, 5, 1))

    def test_is_hrs(self, ada):
        with pytest.raises(RoleForbidden):
            decide(ada, report(ada))

    def test_is_the_employers_own(self, ada, stranger):
        with pytest.raises(LifeEventClaimNotFound):
            decide(stranger, report(ada))

    def test_happens_once(self, ada, hr):
        claim = report(ada)
        decide(hr, claim)

        with pytest.raises(LifeEventAlreadyDecided, match="is approved already"):
            decide(hr, claim, key="again", approve=False)

    def test_a_refused_event_can_be_reported_again(self, ada, hr):
        refused = decide(hr, report(ada), approve=False, reason="no such document")

        assert (refused.state, refused.open_days) == (ClaimState.REFUSED, ())
        assert report(ada, key="again").id != refused.id


class TestAnApprovedClaim:
    def test_c_16_backdates_to_the_birth_with_no_window_open(self, ada, hr):
        batch = elect(ada, decide(hr, report(ada)))

        made = api.get_enrolment(actor=ada, enrolment_id=batch.lines[0].enrolment_id)
        assert made.starts_on == MAY_20
        assert made.source is api.Source.LIFE_EVENT

    def test_c_16_the_tier_difference_of_may_is_12_of_31_days(self, ada, hr, monkeypatch):
        monkeypatch.setattr(FakeCatalogue, "per_dependant", "31.00")
        alone = api.enrol(
            actor=hr,
            idempotency_key="alone",
            election=api.ElectionRequest(
                employee_id=1, option_id=ids.MEDICAL_2027, starts_on=dt.date(2027, 5, 1)
            ),
        )
        claim = decide(hr, report(ada))
        wanted = election(starts_on=MAY_20, dependants=(BABY,))

        may, june = preview_change(actor=ada, election=wanted).months
        batch = elect(ada, claim)

        assert (may.days, may.of_days, str(may.difference)) == (12, 31, "12.00 GBP")
        assert str(june.difference) == "31.00 GBP"
        after = api.get_enrolment(actor=ada, enrolment_id=batch.lines[0].enrolment_id)
        assert (after.predecessor_id, str(after.monthly)) == (alone.id, "91.00 GBP")
        ended = api.get_enrolment(actor=ada, enrolment_id=alone.id)
        assert ended.ends_on == dt.date(2027, 5, 19)

    def test_opens_no_other_day(self, ada, hr):
        claim = decide(hr, report(ada))

        with pytest.raises(EffectiveDateNotAllowed):
            elect(ada, claim, starts_on=dt.date(2027, 5, 21))

    def test_opens_nothing_before_it_is_approved(self, ada):
        with pytest.raises(LifeEventNotApproved, match="is pending and opens no choice"):
            elect(ada, report(ada))

    def test_is_used_in_time(self, ada, hr, stop_clock):
        claim = decide(hr, report(ada))
        stop_clock("2027-07-20T10:00:00+01:00")

        with pytest.raises(LifeEventExpired, match="until 2027-07-19"):
            elect(ada, claim)

    def test_permits_what_its_kind_does(self, ada, hr, terms):
        terms(permitted=("change_option",))
        claim = decide(hr, report(ada))

        with pytest.raises(LifeEventDoesNotPermit, match="only change_option"):
            elect(ada, claim)

    def test_a_birth_that_permits_a_new_dependant_permits_no_other_option(self, ada, hr, terms):
        terms(permitted=("add_dependant",))
        api.enrol(
            actor=hr,
            idempotency_key="alone",
            election=api.ElectionRequest(
                employee_id=1, option_id=ids.MEDICAL_2027, starts_on=dt.date(2027, 5, 1)
            ),
        )
        claim = decide(hr, report(ada))

        with pytest.raises(LifeEventDoesNotPermit):
            elect(ada, claim, option_id=ids.MEDICAL_PLUS_2027)
        assert elect(ada, claim, key="child").lines[0].enrolment_id

    def test_is_nobody_elses(self, ada, grace, hr):
        claim = decide(hr, report(ada))

        with pytest.raises(LifeEventClaimNotFound):
            save_draft(
                actor=grace,
                idempotency_key="d",
                employee_id=2,
                lines=[election(employee_id=2, dependants=(KIT,))],
                claim_id=claim.id,
            )


class TestListLifeEvents:
    def test_finds_by_state(self, ada, hr):
        refused = decide(hr, report(ada), approve=False)
        pending = report(ada, key="again")

        found = list_life_events(actor=hr, employer_id=ids.ACME, state=ClaimState.PENDING)
        assert found == (pending,)
        assert refused in list_life_events(actor=hr, employer_id=ids.ACME, kind="birth")

    def test_hides_colleagues(self, ada, grace):
        report(ada)

        assert list_life_events(actor=grace, employer_id=ids.ACME) == ()

    def test_is_the_employers_own(self, stranger):
        with pytest.raises(TenantForbidden):
            list_life_events(actor=stranger, employer_id=ids.ACME)
