"""
Is cover above the guaranteed amount charged from the day an insurer allows it, and not before?
"""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest

from domain_kit.errors import RoleForbidden, TenantForbidden
from domain_kit.money import Money
from enrolments_app import api
from enrolments_app.data import QuoteLine
from enrolments_app.data.evidence import EvidenceState
from enrolments_app.errors.evidence import (
    EvidenceAlreadyDecided,
    EvidenceDayNotCovered,
    EvidenceRequestNotFound,
    UnknownEvidenceOutcome,
)
from enrolments_app.queries.evidence import list_evidence_requests
from enrolments_app.services.record_evidence_outcome import record_evidence_outcome
from enrolments_app.services.save_draft import save_draft
from enrolments_app.services.submit_elections import submit_elections
from enrolments_app.testing import ids
from enrolments_app.testing.fakes import FakeCatalogue
from tests.people.conftest import JUNE_1, SAM, election

pytestmark = pytest.mark.django_db
ASKED, GUARANTEED = Money.of("360000.00", "GBP"), Money.of("250000.00", "GBP")
AUGUST, SEPTEMBER = dt.date(2027, 8, 1), dt.date(2027, 9, 1)


class LifeCover(FakeCatalogue):
    """0.10 GBP a month for each 1,000 GBP of cover, of each person; the employer pays half."""

    guaranteed = GUARANTEED
    share = Decimal("0.5")

    def quote(self, *, actor, option_id, on, people=(), cover=None):
        known = super().quote(actor=actor, option_id=option_id, on=on, people=people, cover=cover)
        each = Money.rounded(cover.amount * Decimal("0.10") / 1000, "GBP")
        total = each * len(people)
        employer = Money.rounded(total.amount * self.share, "GBP")
        return dataclasses.replace(
            known,
            monthly=total,
            lines=tuple(QuoteLine(key=person.key, amount=each) for person in people),
            employer_part=employer,
            employee_part=total - employer,
        )


@pytest.fixture(autouse=True)
def life_cover(settings):
    settings.ENROLMENTS_BENEFIT_CATALOGUE = f"{__name__}.LifeCover"


def ask(actor, *, cover=ASKED, dependants=()):
    batch = save_draft(
        actor=actor,
        idempotency_key="draft",
        employee_id=1,
        lines=[election(cover=cover, dependants=dependants)],
    )
    return submit_elections(actor=actor, idempotency_key="submit", batch_id=batch.id)


def requests(actor, **filters):
    found = list_evidence_requests(actor=actor, employer_id=ids.ACME, **filters)
    return {each.member_key: each for each in found}


def decide(actor, request, outcome, on=AUGUST, *, key=None):
    return record_evidence_outcome(
        actor=actor,
        idempotency_key=key or f"{request.member_key} {outcome} {on}",
        evidence_id=request.id,
        outcome=outcome,
        effective_on=on,
    )


def prices(actor):
    """The price of the cover on the first day of each month from June to October."""
    found = []
    for month in range(6, 11):
        covers = api.coverage_on(actor=actor, employer_id=ids.ACME, on=dt.date(2027, month, 1))
        found.append(str(sum((each.monthly for each in covers), Money.zero("GBP")).amount))
    return found


class TestCoverAboveTheGuarantee:
    def test_c_18_is_charged_at_the_guarantee_for_now(self, ada):
        ask(ada)

        (cover,) = api.list_enrolments(actor=ada, employer_id=ids.ACME)
        assert (str(cover.monthly), cover.cover) == ("25.00 GBP", GUARANTEED)

    def test_waits_for_evidence(self, ada):
        made = ask(ada)

        request = requests(ada)[""]
        assert (request.requested, request.guaranteed) == (ASKED, GUARANTEED)
        assert request.state is EvidenceState.PENDING
        assert request.enrolment_id == made.lines[0].enrolment_id

    def test_the_guaranteed_amount_itself_waits_for_nothing(self, ada):
        ask(ada, cover=GUARANTEED)

        assert requests(ada) == {}


class TestRecordEvidenceOutcome:
    def test_c_18_approved_is_36_from_1_august_and_not_before(self, ada, hr):
        ask(ada)

        decided = decide(hr, requests(ada)[""], "approved")

        assert (decided.state, decided.effective_on) == (EvidenceState.APPROVED, AUGUST)
        assert prices(hr) == ["25.00", "25.00", "36.00", "36.00", "36.00"]

    def test_c_18_approved_is_a_successor(self, ada, hr, heard):
        ask(ada)
        decide(hr, requests(ada)[""], "approved")

        before, after = api.list_enrolments(actor=hr, employer_id=ids.ACME)
        assert (after.predecessor_id, after.cover) == (before.id, ASKED)
        assert (before.ends_on, after.ends_on) == (
            dt.date(2027, 7, 31),
            dt.date(2027, 12, 31),
        )
        assert (str(after.employer_part), str(after.employee_part)) == ("18.00 GBP", "18.00 GBP")
        assert heard[-1].kind is api.ChangeKind.REPRICE

    @pytest.mark.parametrize("outcome", ["denied", "withdrawn"])
    def test_c_18_denied_or_withdrawn_stays(self, ada, hr, outcome):
        ask(ada)
        decide(hr, requests(ada)[""], outcome)

        assert prices(hr) == ["25.00"] * 5

    def test_c_18_rejected_is_nothing_from_its_day_on(self, ada, hr):
        ask(ada)
        decide(hr, requests(ada)[""], "rejected")

        assert prices(hr) == ["25.00", "25.00", "0.00", "0.00", "0.00"]

    def test_c_18_rejected_from_the_first_day_takes_it_all_back(self, ada, hr):
        ask(ada)
        decide(hr, requests(ada)[""], "rejected", JUNE_1)

        (cover,) = api.list_enrolments(actor=hr, employer_id=ids.ACME)
        assert cover.status is api.EnrolmentStatus.CANCELLED

    def test_c_18_members_decided_on_different_dates_stay_independent(self, ada, hr):
        ask(ada, dependants=(SAM,))
        asked = requests(ada)

        decide(hr, asked["s1"], "approved", SEPTEMBER)
        decide(hr, asked[""], "approved", AUGUST)

        assert prices(hr) == ["50.00", "50.00", "61.00", "72.00", "72.00"]

    def test_c_18_one_members_rejection_leaves_the_other(self, ada, hr):
        ask(ada, dependants=(SAM,))
        asked = requests(ada)

        decide(hr, asked["s1"], "rejected", AUGUST)
        decide(hr, asked[""], "approved", SEPTEMBER)

        assert prices(hr) == ["50.00", "50.00", "25.00", "36.00", "36.00"]
        last = api.coverage_on(actor=hr, employer_id=ids.ACME, on=SEPTEMBER)[0]
        members = api.members_of(actor=hr, enrolment_id=last.id)
        assert [(each.key, str(each.share)) for each in members] == [("", "36.00 GBP")]

    def test_the_employees_rejection_leaves_the_dependant(self, ada, hr):
        ask(ada, dependants=(SAM,))
        decide(hr, requests(ada)[""], "rejected", AUGUST)

        last = api.coverage_on(actor=hr, employer_id=ids.ACME, on=AUGUST)[0]
        shares = [str(each.share) for each in api.members_of(actor=hr, enrolment_id=last.id)]
        assert shares == ["0.00 GBP", "25.00 GBP"]

    def test_parts_of_different_covers_add_up(self, ada, hr):
        ask(ada, dependants=(SAM,))
        decide(hr, requests(ada)[""], "approved", AUGUST)

        last = api.coverage_on(actor=hr, employer_id=ids.ACME, on=AUGUST)[0]
        assert last.employer_part + last.employee_part == last.monthly

    def test_a_retry_has_one_effect(self, ada, hr, heard):
        ask(ada)
        request = requests(ada)[""]

        assert decide(hr, request, "approved") == decide(hr, request, "approved")
        assert len(heard) == 3

    def test_happens_once(self, ada, hr):
        ask(ada)
        request = requests(ada)[""]
        decide(hr, request, "denied")

        with pytest.raises(EvidenceAlreadyDecided, match="is denied already"):
            decide(hr, request, "approved")

    @pytest.mark.parametrize("outcome", ["", "pending", "maybe"])
    def test_refuses_an_outcome_nobody_knows(self, ada, hr, outcome):
        ask(ada)

        with pytest.raises(UnknownEvidenceOutcome, match="Use one of approved, denied"):
            decide(hr, requests(ada)[""], outcome)

    @pytest.mark.parametrize("day", [dt.date(2027, 5, 31), dt.date(2028, 1, 1)])
    def test_refuses_a_day_that_is_not_covered(self, ada, hr, day):
        ask(ada)

        with pytest.raises(EvidenceDayNotCovered):
            decide(hr, requests(ada)[""], "approved", day)
        assert requests(ada)[""].state is EvidenceState.PENDING

    def test_an_employee_may_only_withdraw(self, ada):
        ask(ada)
        request = requests(ada)[""]

        with pytest.raises(RoleForbidden):
            decide(ada, request, "approved")
        assert decide(ada, request, "withdrawn").state is EvidenceState.WITHDRAWN

    def test_is_the_employers_own(self, ada, stranger):
        ask(ada)

        with pytest.raises(EvidenceRequestNotFound):
            decide(stranger, requests(ada)[""], "approved")


class TestListEvidenceRequests:
    def test_finds_by_state_and_enrolment(self, ada, hr):
        made = ask(ada, dependants=(SAM,))
        decide(hr, requests(ada)["s1"], "denied")

        assert list(requests(hr, state=EvidenceState.PENDING)) == [""]
        assert len(requests(hr, enrolment_id=made.lines[0].enrolment_id)) == 2

    def test_hides_colleagues(self, ada, grace):
        ask(ada)

        assert requests(grace) == {}

    def test_is_the_employers_own(self, stranger):
        with pytest.raises(TenantForbidden):
            list_evidence_requests(actor=stranger, employer_id=ids.ACME)


class TestChoosingAgain:
    def again(self, actor, *, dependants=(), cover=ASKED):
        batch = save_draft(
            actor=actor,
            idempotency_key="draft again",
            employee_id=1,
            lines=[election(starts_on=SEPTEMBER, cover=cover, dependants=dependants)],
        )
        return submit_elections(actor=actor, idempotency_key="again", batch_id=batch.id)

    def test_keeps_what_was_allowed_and_asks_for_the_new_member(self, ada, hr):
        ask(ada)
        decide(hr, requests(ada)[""], "approved", AUGUST)

        self.again(ada, dependants=(SAM,))

        assert prices(hr) == ["25.00", "25.00", "36.00", "61.00", "61.00"]
        assert list(requests(hr, state=EvidenceState.PENDING)) == ["s1"]

    def test_withdraws_what_was_asked_before(self, ada, hr):
        ask(ada)
        before = requests(ada)[""]

        self.again(ada)

        (pending,) = requests(hr, state=EvidenceState.PENDING).values()
        (withdrawn,) = requests(hr, state=EvidenceState.WITHDRAWN).values()
        assert (withdrawn.id, withdrawn.effective_on) == (before.id, SEPTEMBER)
        assert pending.id != before.id

    def test_less_cover_needs_no_evidence(self, ada, hr):
        ask(ada)

        self.again(ada, cover=Money.of("100000.00", "GBP"))

        assert prices(hr) == ["25.00", "25.00", "25.00", "10.00", "10.00"]
        assert requests(hr, state=EvidenceState.PENDING) == {}


class TestTheNextPlanYear:
    """
    What was decided is carried over, and who waits goes on waiting.
    """

    NEW_YEAR, MARCH = dt.date(2028, 1, 1), dt.date(2028, 3, 1)

    def renew(self, hr):
        api.carry_over(
            actor=hr, employer_id=ids.ACME, plan_year_id=ids.YEAR_2027, starts_on=self.NEW_YEAR
        )

    def price(self, hr, on):
        (cover,) = api.coverage_on(actor=hr, employer_id=ids.ACME, on=on)
        return str(cover.monthly.amount)

    def test_c_18_each_member_keeps_the_cover_it_has(self, ada, hr):
        ask(ada, dependants=(SAM,))
        asked = requests(ada)
        decide(hr, asked[""], "approved")
        decide(hr, asked["s1"], "denied")

        self.renew(hr)

        assert self.price(hr, self.NEW_YEAR) == "61.00"
        assert len(requests(ada)) == 2
        again = api.reprice(actor=hr, employer_id=ids.ACME, on=self.MARCH)
        assert (again.done, again.made) == (1, 0)

    def test_c_18_an_answer_counts_in_the_next_year_too(self, ada, hr):
        ask(ada)
        self.renew(hr)
        assert self.price(hr, self.NEW_YEAR) == "25.00"

        decide(hr, requests(ada)[""], "approved", self.MARCH)

        assert self.price(hr, self.NEW_YEAR) == "25.00"
        assert self.price(hr, self.MARCH) == "36.00"
