"""
Are invoices numbered without holes, and only moved as they may be?
"""

import dataclasses
import datetime as dt
import pickle
import uuid

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from billing_app import api, models
from billing_app.testing import ids
from billing_app.testing.fakes import FixedCoverage
from tests.conftest import FEBRUARY, ISSUED, cover, drafted, gbp, pay, sent

NOWHERE = uuid.UUID(int=0)


class TestSendInvoice:
    def test_numbers_drafts_in_the_order_they_are_sent(self, account, finance):
        assert drafted(finance, account).number is None
        assert [sent(finance, account, key=k).number for k in "ab"] == [
            "2027-000001",
            "2027-000002",
        ]

    def test_c_29_a_rollback_gives_its_number_back(self, account, finance):
        with transaction.atomic():
            sent(finance, account, key="a")
            transaction.set_rollback(True)

        assert sent(finance, account, key="b").number == "2027-000001"

    def test_c_32_an_invoice_of_nothing_is_paid(self, account, finance):
        assert sent(finance, account, "0.00").status is api.InvoiceStatus.PAID

    def test_c_32_lines_that_cancel_out_are_nothing(self, account, finance):
        invoice = api.InvoiceService.create(
            actor=finance,
            idempotency_key="even",
            account_id=account.id,
            lines=[
                api.NewLine(description="June", amount=gbp("60.00")),
                api.NewLine(description="June, reversed", amount=gbp("-60.00")),
            ],
            issued_on=ISSUED,
        )

        done = api.send_invoice(actor=finance, idempotency_key="s", invoice_id=invoice.id)

        assert done.status is api.InvoiceStatus.PAID

    def test_c_32_less_than_nothing_is_refused(self, account, finance):
        with pytest.raises(api.NothingToPay, match=r"not -0\.01 GBP"):
            sent(finance, account, "-0.01")

    def test_happens_once(self, account, finance):
        invoice = sent(finance, account)

        with pytest.raises(api.IllegalTransition, match="is open and cannot be open"):
            api.send_invoice(actor=finance, idempotency_key="x", invoice_id=invoice.id)

    def test_is_hidden_from_strangers(self, account, finance, stranger):
        invoice = drafted(finance, account)

        with pytest.raises(api.InvoiceNotFound):
            api.send_invoice(actor=stranger, idempotency_key="x", invoice_id=invoice.id)


class TestVoidInvoice:
    @pytest.fixture
    def collecting(self, account, finance):
        invoice = sent(finance, account)
        return models.PaymentAttempt.objects.create(
            invoice_id=invoice.id, status="unknown", amount=60, gateway="FakeGateway"
        )

    @pytest.mark.parametrize("command", [api.void_invoice, api.cancel_invoice])
    @pytest.mark.parametrize("status", ["created", "sent", "pending", "unknown"])
    def test_waits_for_a_gateway_that_may_be_collecting(self, finance, collecting, command, status):
        models.PaymentAttempt.objects.update(status=status)

        with pytest.raises(api.AttemptInFlight):
            command(actor=finance, idempotency_key="v", invoice_id=collecting.invoice_id)

    def test_a_refusal_is_not_remembered(self, finance, collecting):
        with pytest.raises(api.AttemptInFlight):
            api.void_invoice(actor=finance, idempotency_key="v", invoice_id=collecting.invoice_id)
        models.PaymentAttempt.objects.update(status="declined")

        voided = api.void_invoice(
            actor=finance, idempotency_key="v", invoice_id=collecting.invoice_id
        )
        assert voided.status is api.InvoiceStatus.VOID

    def test_what_it_charged_waits_again(self, account, finance):
        FixedCoverage.lines.append(cover())
        first = billed(finance, "a")

        api.void_invoice(actor=finance, idempotency_key="v", invoice_id=first.id)

        assert billed(finance, "b").total == first.total

    def test_does_not_leave_it_to_the_planner_which_charges_those_are(self, account, finance):
        FixedCoverage.lines.append(cover())
        first = billed(finance, "a")

        with CaptureQueriesContext(connection) as asked:
            api.void_invoice(actor=finance, idempotency_key="v", invoice_id=first.id)

        (released,) = [
            each["sql"] for each in asked if each["sql"].startswith('UPDATE "billing_app_charge"')
        ]
        assert "SELECT" not in released
        assert first.lines[0].id.hex in released

    def test_a_retry_is_answered(self, account, finance):
        invoice = drafted(finance, account)

        def void():
            return api.void_invoice(actor=finance, idempotency_key="v", invoice_id=invoice.id)

        assert void() == void()


class TestFinaliseInvoice:
    def test_fixes_its_number_and_when(self, account, finance):
        draft = drafted(finance, account)

        done = api.finalise_invoice(actor=finance, idempotency_key="f", invoice_id=draft.id)

        assert (done.number, done.status) == ("2027-000001", api.InvoiceStatus.OPEN)
        assert done.finalised_at is not None

    def test_refuses_one_without_lines(self, account, finance):
        draft = drafted(finance, account)
        models.InvoiceLine.objects.all().delete()

        with pytest.raises(api.EmptyInvoice):
            api.finalise_invoice(actor=finance, idempotency_key="f", invoice_id=draft.id)

    def test_a_retry_of_an_older_releases_command_is_answered(self, account, finance):
        invoice = sent(finance, account)
        models.CommandRecord.objects.filter(command="send_invoice").update(scope=str(ids.ACME))

        again = api.send_invoice(actor=finance, idempotency_key="send sent", invoice_id=invoice.id)

        assert again == invoice

    def test_two_peoples_keys_never_meet(self, account, finance):
        one, other = drafted(finance, account, key="a"), drafted(finance, account, key="b")
        colleague = dataclasses.replace(finance, id="una")

        api.send_invoice(actor=finance, idempotency_key="1", invoice_id=one.id)

        sent_too = api.send_invoice(actor=colleague, idempotency_key="1", invoice_id=other.id)
        assert sent_too.number == "2027-000002"


def billed(finance, key):
    return api.run_billing(
        actor=finance, idempotency_key=key, employer_id=ids.ACME, month=FEBRUARY, issued_on=ISSUED
    )


class TestCancelInvoice:
    def test_keeps_its_number(self, account, finance):
        invoice = sent(finance, account)

        cancelled = api.cancel_invoice(actor=finance, idempotency_key="c", invoice_id=invoice.id)

        assert (cancelled.status, cancelled.number) == (api.InvoiceStatus.VOID, "2027-000001")

    def test_is_too_late_once_something_was_paid(self, account, finance):
        invoice = sent(finance, account)
        pay(finance, invoice, "20.00")

        with pytest.raises(api.IllegalTransition, match="paid in part"):
            api.cancel_invoice(actor=finance, idempotency_key="c", invoice_id=invoice.id)


class TestCommands:
    def test_billing_run_says_what_it_drafted(self, account, capsys):
        FixedCoverage.lines.append(cover())

        call_command("billing_run", str(ids.ACME), "2027-02", "--issued-on", "2027-02-28")
        call_command("billing_run", str(ids.ACME), "2027-02", "--issued-on", "2027-03-01")

        said = capsys.readouterr().out
        assert "1 lines, 60.00 GBP" in said
        assert "Nothing to invoice for 2027-02" in said

    def test_billing_run_refuses_in_a_sentence(self, db):
        with pytest.raises(CommandError, match="no billing account"):
            call_command("billing_run", str(NOWHERE), "2027-02", "--issued-on", "2027-02-28")


@pytest.mark.parametrize(
    "refusal",
    [
        api.AccountNotFound(NOWHERE),
        api.AccountExists(NOWHERE),
        api.InvoiceNotFound(NOWHERE),
        api.IllegalTransition(NOWHERE, "draft", "paid"),
        api.OverPayment(NOWHERE, "2.00 GBP", "1.00 GBP"),
        api.NothingToPay(str(gbp("0.00"))),
        api.AttemptInFlight(NOWHERE),
        api.MustNotBeInTransaction("pay_invoice"),
        api.EmptyInvoice(NOWHERE),
        api.DateOutOfRange("issued_on", dt.date.min, dt.date(1900, 1, 1), dt.date(2199, 12, 31)),
        api.UnusableValue("reason", "1 to 300 characters"),
        api.NumberingUnavailable("Northern Mutual Ltd", "Try again."),
        api.BillingSuspended(NOWHERE, "Looks wrong."),
        api.NotOnHold(NOWHERE),
        api.ChargeNotFound(NOWHERE),
    ],
)
def test_refusals_survive_a_trip_between_processes(refusal):
    assert str(pickle.loads(pickle.dumps(refusal))) == str(refusal)
