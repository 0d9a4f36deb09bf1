"""
Can a cart be kept, changed, read and thrown away before it becomes cover?
"""

import pytest

from domain_kit.errors import EmployeeForbidden, TenantForbidden
from domain_kit.money import Money
from enrolments_app import api
from enrolments_app.data.elections import BatchState
from enrolments_app.errors.elections import (
    BatchAlreadySubmitted,
    BatchEmpty,
    BatchHasTwoEmployees,
    BatchNeedsOneReason,
    BatchNotFound,
    TooManyLines,
)
from enrolments_app.queries.election_batches import get_batch, list_batches
from enrolments_app.services.discard_draft import discard_draft
from enrolments_app.services.revise_draft import revise_draft
from enrolments_app.services.save_draft import save_draft
from enrolments_app.services.submit_elections import submit_elections
from enrolments_app.testing import ids
from tests.people.carts import BOTH, covers, draft, submit
from tests.people.conftest import KIT, SAM, election

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_window(settings):
    settings.ENROLMENTS_BENEFIT_CATALOGUE = "tests.people.carts.Windows"


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
