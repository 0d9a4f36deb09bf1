"""
Does an invoice reach who pays it, and say what is owed?
"""

import csv
import io
import sys

import pytest

from billing_app import api
from billing_app.testing import ids
from tests.books import credited, invoiced
from tests.conftest import drafted, gbp

MAILED = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mailed(account, finance):
    return api.change_account(
        actor=finance, idempotency_key="mail", employer_id=ids.ACME, billing_email="ap@acme.example"
    )


def send(finance, account, key="s"):
    draft = drafted(finance, account)
    return api.send_invoice(actor=finance, idempotency_key=key, invoice_id=draft.id)


class TestCsv:
    def test_adds_up_to_the_total(self, account, finance, settings):
        settings.BILLING_TAX_RULES = "tests.books.Taxes"
        invoice = invoiced(finance, account, "60.00", "40.00", category="standard")

        text = api.invoice_csv(actor=finance, invoice_id=invoice.id)

        rows = list(csv.DictReader(io.StringIO(text)))
        assert [row["amount"] for row in rows] == ["60.00", "40.00", "20.00"]
        assert invoice.total == gbp("120.00")

    def test_holds_no_formula(self, account, finance):
        made = api.InvoiceService.create(
            actor=finance,
            idempotency_key="f",
            account_id=account.id,
            lines=[api.NewLine(description='=HYPERLINK("x")', amount=gbp("1.00"))],
            issued_on=invoiced(finance, account, "1.00").issued_on,
        )

        text = api.invoice_csv(actor=finance, invoice_id=made.id)

        assert "'=HYPERLINK" in text

    def test_another_tenants(self, account, finance, stranger):
        with pytest.raises(api.InvoiceNotFound):
            api.invoice_csv(actor=stranger, invoice_id=invoiced(finance, account, "1.00").id)


class TestPdf:
    def test_is_one(self, account, finance):
        invoice = invoiced(finance, account, "60.00")

        assert api.invoice_pdf(actor=finance, invoice_id=invoice.id).startswith(b"%PDF-")

    def test_takes_any_text_as_text(self, account, finance):
        made = api.InvoiceService.create(
            actor=finance,
            idempotency_key="odd",
            account_id=account.id,
            lines=[api.NewLine(description='#panic() $x$ *a* \\ "q" ] }', amount=gbp("1.00"))],
            issued_on=invoiced(finance, account, "1.00").issued_on,
        )

        assert api.invoice_pdf(actor=finance, invoice_id=made.id).startswith(b"%PDF-")

    def test_is_refused_by_name_without_the_library(self, account, finance, monkeypatch):
        monkeypatch.setitem(sys.modules, "typst", None)
        invoice = invoiced(finance, account, "60.00")

        with pytest.raises(api.RendererMissing, match=r"billing-app\[pdf\]"):
            api.invoice_pdf(actor=finance, invoice_id=invoice.id)


@MAILED
class TestSend:
    def test_mails_the_invoice(self, account, finance, mailed, mailoutbox):
        invoice = send(finance, account)

        (mail,) = mailoutbox
        assert mail.to == ["ap@acme.example"]
        assert invoice.number in mail.subject
        assert "Please pay GBP 60.00 by 30 March 2027" in mail.body
        assert mail.attachments[-1][0] == f"{invoice.number}.csv"

    def test_mails_it_with_its_pdf_where_there_is_one(self, account, finance, mailed, mailoutbox):
        send(finance, account)

        assert mailoutbox[0].attachments[0][1].startswith(b"%PDF-")

    def test_mails_it_once(self, account, finance, mailed, mailoutbox):
        send(finance, account)
        send(finance, account)

        assert len(mailoutbox) == 1

    def test_without_the_library_mails_what_there_is(
        self, account, finance, mailed, mailoutbox, monkeypatch
    ):
        monkeypatch.setitem(sys.modules, "typst", None)

        send(finance, account)

        assert [each[2] for each in mailoutbox[0].attachments] == ["text/csv"]

    def test_without_an_address_mails_nothing(self, account, finance, mailoutbox):
        assert send(finance, account).status is api.InvoiceStatus.OPEN
        assert mailoutbox == []

    def test_a_mail_server_that_is_down_leaves_an_open_invoice_and_an_alert(
        self, account, finance, mailed, settings, mailoutbox
    ):
        settings.EMAIL_BACKEND = "tests.test_documents.NoServer"

        assert send(finance, account).status is api.InvoiceStatus.OPEN
        assert [a.kind for a in api.list_alerts(actor=finance)] == ["invoice-undelivered"]

        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        send(finance, account)
        assert len(mailoutbox) == 1


@pytest.fixture
def note(account, finance, settings):
    settings.BILLING_TAX_RULES = "tests.books.Taxes"
    return credited(finance, invoiced(finance, account, "60.00", "40.00", category="standard"))


class TestCreditNoteFiles:
    def test_the_csv_adds_up_to_the_total_and_names_the_invoice(self, finance, note):
        rows = list(
            csv.DictReader(io.StringIO(api.credit_note_csv(actor=finance, credit_note_id=note.id)))
        )

        assert [row["amount"] for row in rows] == ["60.00", "40.00", "20.00"]
        assert {(row["number"], row["invoice_number"]) for row in rows} == {
            ("CN-2027-000001", "2027-000001")
        }

    def test_the_pdf_is_one(self, finance, note):
        made = api.credit_note_pdf(actor=finance, credit_note_id=note.id)

        assert made.startswith(b"%PDF-")

    @pytest.mark.parametrize("ask", [api.credit_note_csv, api.credit_note_pdf])
    def test_another_tenants(self, stranger, note, ask):
        with pytest.raises(api.CreditNoteNotFound):
            ask(actor=stranger, credit_note_id=note.id)


@MAILED
class TestSendCreditNote:
    def send(self, finance, note, key="n"):
        return api.send_credit_note(actor=finance, idempotency_key=key, credit_note_id=note.id)

    def test_mails_it_once_a_key(self, finance, note, mailed, mailoutbox):
        self.send(finance, note)
        self.send(finance, note)

        (mail,) = mailoutbox
        assert (mail.to, mail.attachments[-1][0]) == (["ap@acme.example"], f"{note.number}.csv")
        assert "Given back: GBP 120.00" in mail.body

    def test_without_an_address_mails_nothing(self, finance, note, mailoutbox):
        self.send(finance, note)
        assert mailoutbox == []

    def test_a_mail_server_that_is_down_raises_an_alert_until_the_key_is_sent_again(
        self, finance, note, mailed, settings, mailoutbox
    ):
        settings.EMAIL_BACKEND = "tests.test_documents.NoServer"
        self.send(finance, note)
        assert [a.kind for a in api.list_alerts(actor=finance)] == ["credit-note-undelivered"]

        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        self.send(finance, note)

        assert len(mailoutbox) == 1
        assert api.list_alerts(actor=finance) == ()


class NoServer:
    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError("nobody listens")
