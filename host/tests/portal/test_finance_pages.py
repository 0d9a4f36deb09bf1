"""
Does each page of finance show what is so, and do its commands what they say, once?
"""

import datetime as dt
import re
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from billing_app import api as billing
from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from tests.conftest import ACME, GLOBEX, log_in
from tests.contracts.forms import draft_invoice

ACCOUNT = UUID("01900000-0000-7000-8000-000000000acc")
SYSTEM = Actor.system("tests")
EMPLOYER = UUID(ACME)
pytestmark = pytest.mark.usefixtures("seeded")


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def gbp(amount):
    return Money.of(amount, "GBP")


def invoiced(*amounts, key="i", on=dt.date(2026, 10, 1)):
    """
    A finalised invoice of the first people, a line each.
    """
    made = draft_invoice(
        actor=SYSTEM,
        idempotency_key=f"draft {key}",
        account_id=ACCOUNT,
        lines=[
            billing.NewLine(description=f"Desk {place}", amount=gbp(amount), employee_id=place)
            for place, amount in enumerate(amounts, start=1)
        ],
        issued_on=on,
    )
    return billing.finalise_invoice(
        actor=SYSTEM, idempotency_key=f"final {key}", invoice_id=made.id
    )


def invoice_now(invoice):
    return billing.get_invoice(actor=SYSTEM, invoice_id=invoice.id)


def payments():
    return billing.list_payments(actor=SYSTEM, employer_id=EMPLOYER, limit=500)


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


class TestMonthEnd:
    def test_looks_without_changing_anything(self, fay):
        before = billing.list_invoices(actor=SYSTEM, employer_id=EMPLOYER, limit=500)

        page = text_of(fay.get("/finance/month-end/", {"month": "2027-02"}))

        assert "To be asked for" in page
        assert "Private medical" in page
        assert billing.list_invoices(actor=SYSTEM, employer_id=EMPLOYER, limit=500) == before

    def test_then_bills_what_it_said(self, fay):
        page = text_of(fay.get("/finance/month-end/", {"month": "2027-02"}))
        (asked,) = re.findall(r"To be asked for (£[0-9,.]+)", page)

        done = fay.post(
            "/finance/run/", {"key": "r", "month": "2027-02", "shown": "yes"}, follow=True
        )

        assert f"Drafted an invoice of {asked}." in text_of(done)

    def test_a_run_is_seen_in_the_list_and_by_who_asks_for_it_alone(self, fay):
        fay.post("/finance/run/", {"key": "r", "month": "2027-02"})

        part = fay.get("/finance/runs/")

        assert "February 2027 Done" in text_of(part)
        assert "<html" not in part.content.decode()

    def test_draws_what_months_cost(self, fay):
        fay.post("/finance/run/", {"key": "r", "month": "2027-02"})

        page = fay.get("/finance/month-end/", {"month": "2027-02"}).content.decode()

        assert '<rect class="is-employer"' in page
        assert "As numbers, and how it changed" in page

    def test_a_month_nobody_means_is_said(self, fay):
        assert "Write the month as 2027-02" in text_of(
            fay.get("/finance/month-end/", {"month": "soon"})
        )

    def test_an_account_is_held_and_released(self, fay):
        held = fay.post("/finance/hold/", {"key": "h", "reason": "Rates in doubt"}, follow=True)
        assert "Billing is on hold: Rates in doubt" in text_of(held)

        page = fay.post("/finance/release/", {"key": "r"}, follow=True)

        assert "goes on" in text_of(page)

    def test_is_shown_in_few_statements(self, fay, django_assert_max_num_queries):
        fay.post("/finance/run/", {"key": "r", "month": "2027-02"})

        with django_assert_max_num_queries(20):
            fay.get("/finance/month-end/")


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


class TestBooks:
    def test_who_owes_whom_is_one_page_for_an_operator(self, django_assert_max_num_queries):
        invoiced("30")
        olu = log_in(Role.OPERATOR)

        with django_assert_max_num_queries(20):
            page = text_of(olu.get("/finance/owing/"))

        assert "Acme" in page
        assert "Globex" in page
        assert "¥" in page

    def test_finance_sees_its_own_employer_there(self, fay):
        assert "Globex" not in text_of(fay.get("/finance/owing/"))

    def test_the_ageing_is_that_of_the_day_asked_for(self, fay):
        invoiced("30.30", on=dt.date(2026, 10, 1))

        assert "£30.30" in text_of(fay.get("/finance/owing/", {"on": "2026-10-02"}))
        assert "£30.30" not in text_of(fay.get("/finance/owing/", {"on": "2026-09-30"}))

    def test_the_trial_balance_adds_up_to_nothing(self, fay):
        invoiced("30")

        page = text_of(fay.get("/finance/ledger/"))

        assert "Receivable" in page

    def test_every_posting_is_in_the_file(self, fay):
        invoiced("30")
        expected = billing.list_postings(actor=SYSTEM, employer_id=EMPLOYER, limit=1_000)

        answer = fay.get("/finance/ledger/postings/")

        lines = b"".join(answer).decode().splitlines()
        assert lines[0].startswith("posting,entry,day")
        assert len(lines) == len(expected) + 1

    def test_an_alert_waits_until_somebody_has_seen_to_it(self, fay):
        for key in "ab":
            billing.record_bank_receipt(
                actor=SYSTEM,
                idempotency_key=key,
                employer_id=EMPLOYER,
                amount=gbp("8"),
                received_on=dt.date(2026, 11, 2),
                reference="Same",
                allocate_to={},
            )
        alerts = billing.list_alerts(actor=SYSTEM, employer_id=EMPLOYER)
        assert alerts, "a repeated reference raises one"
        page = fay.get("/finance/collection/").content.decode()
        assert "Two payments with one reference" in page
        assert f"/finance/payments/{alerts[0].subject}/" in page

        fay.post(f"/finance/alerts/{alerts[0].id}/", {"key": "d"})

        assert len(billing.list_alerts(actor=SYSTEM, employer_id=EMPLOYER)) == len(alerts) - 1

    def test_invoices_can_be_narrowed_to_a_status(self, fay):
        invoice = invoiced("30")

        assert invoice.number in text_of(fay.get("/finance/", {"status": "open"}))
        assert invoice.number not in text_of(fay.get("/finance/", {"status": "draft"}))
        assert fay.get("/finance/", {"status": "soon"}).status_code == 404


@pytest.mark.parametrize(
    "page",
    ["", "month-end/", "payments/", "payments/bank/", "collection/", "credit/", "statement/"],
)
def test_without_an_account_every_page_leads_to_opening_one(page):
    from host.directory.models import Employer

    employer = Employer.objects.create(name="Initech", time_zone="Europe/Madrid")
    client = log_in(Role.FINANCE, str(employer.id))

    assert "Open the account" in text_of(client.get(f"/finance/{page}", follow=True))
