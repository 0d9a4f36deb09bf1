"""
Does HR decide life events and write insurers' answers down, once, and only of its own people?
"""

from uuid import UUID

import pytest

from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.directory.days import today_in
from tests.conftest import ACME, GLOBEX, log_in

pytestmark = [
    pytest.mark.usefixtures("seeded"),
    pytest.mark.skipif(
        not hasattr(enrolments, "list_evidence_requests"), reason="enrolments before 2.2"
    ),
]
HR = Actor(id="hana", role=Role.HR, employer_ids=frozenset({UUID(ACME)}))


@pytest.fixture
def hana():
    return log_in(Role.HR)


@pytest.fixture
def claim():
    return enrolments.report_life_event(
        actor=HR,
        idempotency_key="c",
        employee_id="3",
        kind="birth",
        event_on=today_in("Europe/London"),
        evidence=("certificate.pdf",),
    )


def state_of(claim):
    return enrolments.get_life_event(actor=HR, claim_id=claim.id).state


class TestEvents:
    def decide(self, client, claim, **typed):
        asked = {"key": "d", "decision": "approve", "chosen_on": "", "reason": ""}
        return client.post(f"/people/waiting/{claim.id}/decide/", asked | typed)

    def test_are_shown_with_their_proof(self, hana, claim):
        page = hana.get("/people/waiting/").content.decode()

        assert "Cleo Marsh" in page
        assert "certificate.pdf" in page

    def test_are_approved_and_wait_no_longer(self, hana, claim):
        for _ in range(2):
            assert self.decide(hana, claim).status_code == 302

        assert state_of(claim) == enrolments.ClaimState.APPROVED
        page = hana.get("/people/waiting/").content.decode()
        assert "Approve or refuse" not in page
        assert "People to remind" in page

    def test_are_refused_with_a_reason_alone(self, hana, claim):
        answer = self.decide(hana, claim, decision="refuse")
        assert answer.status_code == 422
        assert "Say why" in answer.content.decode()

        self.decide(hana, claim, decision="refuse", reason="Not yet")

        assert state_of(claim) == enrolments.ClaimState.REFUSED

    def test_of_another_employer_do_not_exist(self, claim):
        assert self.decide(log_in(Role.HR, GLOBEX), claim).status_code == 404
        assert state_of(claim) == enrolments.ClaimState.PENDING


class TestEvidence:
    @pytest.fixture
    def asked(self):
        found = enrolments.list_evidence_requests(
            actor=HR, employer_id=UUID(ACME), state=enrolments.EvidenceState.PENDING
        )
        assert found
        return found[0]

    def test_an_answer_is_written_down(self, hana, asked):
        assert "Write the answer down" in hana.get("/people/waiting/").content.decode()
        told = {"key": "a", "outcome": "denied", "effective_on": "2027-02-01", "reason": "letter"}

        hana.post(f"/people/waiting/{asked.id}/answer/", told)

        decided = enrolments.get_evidence_request(actor=HR, evidence_id=asked.id)
        assert decided.state == enrolments.EvidenceState.DENIED

    def test_a_day_without_cover_is_refused_at_the_form(self, hana, asked):
        told = {"key": "a", "outcome": "approved", "effective_on": "2001-01-01", "reason": ""}

        answer = hana.post(f"/people/waiting/{asked.id}/answer/", told)

        assert answer.status_code in (409, 422)
        assert 'value="2001-01-01"' in answer.content.decode()


def test_few_statements(hana, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        hana.get("/people/waiting/")
