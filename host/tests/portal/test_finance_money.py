"""
Is money that came recorded once, and put where it belongs?
"""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from billing_app import api as billing
from domain_kit.actor import Role
from tests.conftest import ACME, GLOBEX, log_in
from tests.portal.billed import (
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


class TestBank:
    def look(self, fay, text, name="bank.csv"):
        file = SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())
        return fay.post("/finance/payments/bank/look/", {"key": "l", "file": file})

    def record(self, fay, answer, **choices):
        page = answer.content.decode()
        (kept,) = re.findall(r'name="kept" value="([^"]+)"', page)
        chosen = dict(
            re.findall(
                r'<select name="(row-[0-9]+)".*?<option value="([^"]+)" *(?:selected)?>', page
            )
        )
        return fay.post(
            "/finance/payments/bank/record/",
            {"key": "r", "kept": kept} | chosen | choices,
            follow=True,
        )

    def test_each_row_pays_the_invoice_it_names_or_just_that_is_due(self, fay):
        named, same = invoiced("30", key="a"), invoiced("47", key="b")
        looked = self.look(
            fay,
            f"date,amount,reference\n2026-11-02,30,Acme {named.number}\n2026-11-03,47,thanks\n",
        )
        assert "number in the reference" in text_of(looked)

        done = self.record(fay, looked)

        assert "2 transfers recorded." in text_of(done)
        assert [invoice_now(each).status for each in (named, same)] == ["paid", "paid"]

    def test_looking_records_nothing(self, fay):
        before = payments()

        self.look(fay, "date,amount,reference\n2026-11-02,30,x\n")

        assert payments() == before

    def test_a_file_uploaded_twice_records_nothing_twice(self, fay):
        text = "date,amount,reference\n2026-11-02,30,x\n2026-11-02,30,x\n"
        first = self.look(fay, text)
        self.record(fay, first)
        after_once = payments()

        again = self.record(fay, first)
        looked = self.look(fay, text)

        assert payments() == after_once
        assert "2 were recorded before" in text_of(again)
        assert looked.content.decode().count('quiet">recorded already') == 2

    def test_nor_by_somebody_else(self, fay):
        looked = self.look(fay, "date,amount,reference\n2026-11-02,30,x\n")
        self.record(fay, looked)
        before = payments()
        olu = log_in(Role.OPERATOR)

        file = SimpleUploadedFile("b.csv", b"date,amount,reference\n2026-11-02,30,x\n")
        seen = olu.post(
            "/finance/payments/bank/look/", {"key": "l", "file": file, "employer": ACME}
        )

        assert "recorded already" in text_of(seen)
        assert payments() == before

    def test_faulty_rows_are_shown_and_the_others_recorded(self, fay):
        looked = self.look(fay, "date,amount,reference\nsoon,30,x\n2026-11-02,30,y\n")
        assert "Line 2: its date is none" in text_of(looked)

        done = self.record(fay, looked, **{"row-3": "credit"})

        assert "1 transfer recorded." in text_of(done)

    def test_a_row_can_be_left_out(self, fay):
        before = payments()

        self.record(
            fay, self.look(fay, "date,amount,reference\n2026-11-02,30,x\n"), **{"row-2": "skip"}
        )

        assert payments() == before

    def test_a_refused_row_does_not_lose_the_others(self, fay):
        paid = invoiced("30", key="a")
        looked = self.look(
            fay, f"date,amount,reference\n2026-11-02,30,{paid.number}\n2026-11-03,5,y\n"
        )
        billing.void_invoice(actor=SYSTEM, idempotency_key="v", invoice_id=paid.id)

        page = text_of(self.record(fay, looked, **{"row-3": "credit"}))

        assert "1 transfer recorded." in page
        assert f"Line 2, {paid.number}:" in page

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04\0", b"a,b\n1,2\n"])
    def test_what_is_no_such_file_is_said_at_the_form(self, fay, content):
        answer = self.look(fay, content)

        assert answer.status_code == 422
        assert 'class="problem"' in answer.content.decode()

    def test_a_page_that_was_forged_records_nothing(self, fay):
        page = fay.post(
            "/finance/payments/bank/record/", {"key": "r", "kept": "forged"}, follow=True
        )

        assert "Upload the file again" in text_of(page)


class TestPayments:
    def receive(self, fay, **other):
        sent = {"key": "r", "amount": "80", "received_on": "2026-11-02", "reference": "BACS 12"}
        return fay.post(
            "/finance/payments/record/", sent | {"place": "credit"} | other, follow=True
        )

    def newest(self):
        return payments()[-1]

    def test_money_is_recorded_and_kept_as_credit(self, fay):
        page = text_of(self.receive(fay))

        assert "Recorded £80.00; £80.00 of it is credit." in page

    def test_begin_with_the_newest(self, fay):
        self.receive(fay)

        page = fay.get("/finance/payments/").content.decode()

        assert re.findall(r'class="first"><a [^>]+>([^<]+)<', page)[0] == "BACS 12"

    def test_are_allocated_and_taken_back(self, fay):
        invoice = invoiced("30")
        self.receive(fay)
        payment = self.newest()
        fay.post(
            f"/finance/payments/{payment.id}/allocate/",
            {"key": "a", "invoice_id": invoice.id, "amount": "20"},
        )
        assert invoice_now(invoice).paid == gbp("20")

        fay.post(
            f"/finance/payments/{payment.id}/take-back/",
            {"key": "b", "allocation_id": self.newest().allocations[0].id},
        )

        assert invoice_now(invoice).paid == gbp("0")

    def test_more_than_there_is_is_said_at_the_form(self, fay):
        invoice = invoiced("30")
        self.receive(fay)

        answer = fay.post(
            f"/finance/payments/{self.newest().id}/allocate/",
            {"key": "a", "invoice_id": invoice.id, "amount": "500"},
        )

        assert answer.status_code == 409
        assert 'value="500"' in answer.content.decode()

    def test_all_credit_goes_to_what_is_open(self, fay):
        invoice = invoiced("30")
        self.receive(fay)

        page = fay.post("/finance/payments/allocate/", {"key": "a"}, follow=True)

        assert "Credit was put on invoices" in text_of(page)
        assert invoice_now(invoice).status == "paid"

    def test_a_chargeback_makes_it_due_again(self, fay):
        invoice = invoiced("30")
        self.receive(fay, place="oldest")
        payment = self.newest()

        page = fay.post(
            f"/finance/payments/{payment.id}/reverse/",
            {"key": "v", "reason": "Recalled"},
            follow=True,
        )

        assert "what it paid is due again" in text_of(page)
        assert invoice_now(invoice).due == gbp("30")

    def test_another_employers_do_not_exist(self, fay):
        self.receive(fay)
        gus = log_in(Role.FINANCE, GLOBEX)

        assert gus.get(f"/finance/payments/{self.newest().id}/").status_code == 404
