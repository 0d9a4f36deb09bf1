"""
Do the pages of invoices show what is so, and do their commands what they say, once?
"""

import datetime as dt
import re
from uuid import UUID

import pytest

from billing_app import api as billing
from domain_kit.actor import Role
from tests.conftest import log_in
from tests.contracts.forms import draft_invoice
from tests.portal.billed import (
    ACCOUNT,
    EMPLOYER,
    SYSTEM,
    gbp,
    invoice_now,
    invoiced,
    payments,
    text_of,
)

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def fay(seeded):
    return log_in(Role.FINANCE)


class TestInvoice:
    def test_puts_a_persons_lines_together_and_names_them(self, fay):
        page = text_of(fay.get(f"/finance/{invoiced('10', '20').id}/"))

        assert "Ada Byron Desk 1" in page
        assert "£30.00" in page

    def test_says_how_late_it_is(self, fay):
        assert "days late" in text_of(fay.get(f"/finance/{invoiced('10').id}/"))

    def test_of_many_people_is_read_in_pages_and_searched(self, fay):
        made = draft_invoice(
            actor=SYSTEM,
            idempotency_key="many",
            account_id=ACCOUNT,
            lines=[
                billing.NewLine(description=f"Desk {each}", amount=gbp("1"), employee_id=each + 1)
                for each in range(80)
            ],
            issued_on=dt.date(2026, 10, 1),
        )
        page = f"/finance/{made.id}/"

        first = fay.get(page).content.decode()
        (after,) = re.findall(r"after=([0-9a-f-]{36})", first)
        rest = fay.get(page, {"after": after}).content.decode()
        found = fay.get(page, {"person": "ada"}).content.decode()

        assert (first.count("Desk "), rest.count("Desk "), found.count("Desk ")) == (60, 20, 1)
        assert fay.get(page, {"after": str(UUID(int=7))}).status_code == 404

    def test_is_shown_in_few_statements(self, fay, django_assert_max_num_queries):
        invoice = invoiced("10", "20")

        with django_assert_max_num_queries(20):
            fay.get(f"/finance/{invoice.id}/")

    def test_a_payment_is_recorded_once_and_can_be_taken_back(self, fay):
        invoice = invoiced("30")
        sent = {"key": "p", "amount": "12", "received_on": "2026-11-02", "reference": "BACS 9"}
        for _twice in range(2):
            page = fay.post(f"/finance/{invoice.id}/payments/", sent, follow=True)
        assert invoice_now(invoice).paid == gbp("12")
        assert "BACS 9" in text_of(page)

        allocation = payments()[-1].allocations[0]
        fay.post(f"/finance/{invoice.id}/take-back/", {"key": "b", "allocation_id": allocation.id})

        assert invoice_now(invoice).paid == gbp("0")
        assert "taken back" in text_of(fay.get(f"/finance/{invoice.id}/"))

    def test_a_refused_payment_keeps_what_was_typed(self, fay):
        invoice = invoiced("30")

        answer = fay.post(
            f"/finance/{invoice.id}/payments/",
            {"key": "p", "amount": "99", "received_on": "2026-11-02", "reference": "BACS 9"},
        )

        page = answer.content.decode()
        assert answer.status_code == 409
        assert "less than 99.00 GBP" in page
        assert 'value="BACS 9"' in page

    def test_is_voided(self, fay):
        invoice = invoiced("30")

        page = fay.post(f"/finance/{invoice.id}/void/", {"key": "v"}, follow=True)

        assert "is void." in text_of(page)
        assert invoice_now(invoice).status == "void"

    def test_is_given_up(self, fay):
        invoice = invoiced("30")

        page = fay.post(f"/finance/{invoice.id}/give-up/", {"key": "v"}, follow=True)

        assert "£30.00 of invoice" in text_of(page)
        assert invoice_now(invoice).status == "uncollectible"

    def test_is_a_pdf_with_its_number(self, fay):
        invoice = invoiced("30")

        answer = fay.get(f"/finance/{invoice.id}/pdf/")

        assert answer.content.startswith(b"%PDF")
        assert f"invoice-{invoice.number}.pdf" in answer["Content-Disposition"]


@pytest.mark.django_db(transaction=True)
class TestCollecting:
    def test_collects_what_is_due_once(self, fay):
        invoice = invoiced("30")

        for _twice in range(2):
            page = fay.post(f"/finance/{invoice.id}/collect/", {"key": "c"}, follow=True)

        assert "£30.00 collected." in text_of(page)
        assert (
            len(billing.list_attempts(actor=SYSTEM, employer_id=EMPLOYER, invoice_id=invoice.id))
            == 1
        )
        assert invoice_now(invoice).status == "paid"

    def test_the_list_of_late_ones_collects_and_stays(self, fay):
        invoice = invoiced("30")
        assert invoice.number in text_of(fay.get("/finance/collection/"))

        page = fay.post(f"/finance/collection/{invoice.id}/", {"key": "c"}, follow=True)

        assert page.redirect_chain[-1][0].startswith("/finance/collection/")
        assert invoice_now(invoice).status == "paid"

    def test_an_unknown_outcome_waits_in_a_queue_and_is_closed(self, fay, settings):
        settings.BILLING_PAYMENT_GATEWAY = "tests.portal.gateways.NeverAnswers"
        invoice = invoiced("30")
        fay.post(f"/finance/{invoice.id}/collect/", {"key": "c"})
        page = text_of(fay.get("/finance/collection/"))
        assert "Outcome not known yet" in page

        (attempt,) = billing.list_attempts(actor=SYSTEM, employer_id=EMPLOYER, in_flight=True)
        sent = {"key": "x", "attempt_id": attempt.id, "outcome": "collected"}
        sent |= {"received_on": "2026-11-03", "reason": "Seen in the gateway's list"}
        for _twice in range(2):
            fay.post("/finance/collection/close/", sent)

        assert invoice_now(invoice).status == "paid"
        assert "Outcome not known yet" not in text_of(fay.get("/finance/collection/"))
