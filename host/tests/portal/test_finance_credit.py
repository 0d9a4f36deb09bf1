"""
Is money given back once, and never more than there is?
"""

import datetime as dt

import pytest

from billing_app import api as billing
from domain_kit.actor import Role
from tests.conftest import log_in
from tests.portal.billed import (
    EMPLOYER,
    SYSTEM,
    gbp,
    invoice_now,
    invoiced,
    text_of,
)

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def fay(seeded):
    return log_in(Role.FINANCE)


@pytest.mark.django_db(transaction=True)
class TestPayingOut:
    def test_a_balance_goes_back_with_its_reference(self, fay):
        billing.record_bank_receipt(
            actor=SYSTEM,
            idempotency_key="r",
            employer_id=EMPLOYER,
            amount=gbp("80"),
            received_on=dt.date(2026, 11, 2),
            reference="Too much",
            allocate_to={},
        )
        sent = {"key": "o", "amount": "", "reason": "Left us", "paid_on": "2026-11-20"}
        refused = fay.post("/finance/credit/pay-out/", sent)
        assert refused.status_code == 422
        assert "Left us" in refused.content.decode()

        for _twice in range(2):
            page = fay.post("/finance/credit/pay-out/", sent | {"reference": "OUT 1"}, follow=True)

        assert "£80.00 is paid out." in text_of(page)
        assert len(billing.list_refunds(actor=SYSTEM, employer_id=EMPLOYER)) == 1


class TestCredit:
    def issue(self, fay, invoice, amounts, **other):
        sent = {f"line-{line.id}": each for line, each in zip(invoice.lines, amounts, strict=False)}
        sent |= {"key": "c", "reason": "Charged too much", "issued_on": "2026-11-02"} | other
        return fay.post(f"/finance/{invoice.id}/credit/issue/", sent, follow=True)

    def test_gives_back_what_is_typed_beside_lines(self, fay):
        invoice = invoiced("30", "40")

        page = text_of(self.issue(fay, invoice, ["12.50", ""]))

        assert "gives back £12.50." in page
        assert invoice_now(invoice).due == gbp("57.50")

    def test_what_is_left_of_a_line_is_what_is_offered(self, fay):
        invoice = invoiced("30")
        self.issue(fay, invoice, ["12.50"])

        assert "£17.50" in text_of(fay.get(f"/finance/{invoice.id}/credit/"))

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("99", "left to credit"),
            ("much", "is no amount"),
            ("1.005", "decimal places"),
            ("", "Say beside"),
        ],
    )
    def test_what_cannot_be_is_said_and_stays_typed(self, fay, typed, said):
        answer = self.issue(fay, invoiced("30"), [typed])

        page = answer.content.decode()
        assert answer.status_code == 422
        assert said in text_of(answer)
        assert f'value="{typed}"' in page
        assert 'value="Charged too much"' in page

    def test_a_note_is_a_page_and_a_file(self, fay):
        self.issue(fay, invoiced("30"), ["12.50"])
        (note,) = billing.list_credit_notes(actor=SYSTEM, employer_id=EMPLOYER)

        assert "Charged too much" in text_of(fay.get(f"/finance/credit/{note.id}/"))
        assert note.number in text_of(fay.get("/finance/credit/"))
        assert fay.get(f"/finance/credit/{note.id}/pdf/").content.startswith(b"%PDF")
        assert "12.50" in fay.get(f"/finance/credit/{note.id}/csv/").content.decode()
