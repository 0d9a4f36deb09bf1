"""
Are invoices numbered without holes, paid by payments and only moved as they may be?
"""

import dataclasses
import datetime as dt
import pickle
import uuid

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from billing_app import api, models
from billing_app.testing import ids, seed
from billing_app.testing.fakes import FixedCoverage
from domain_kit.errors import IdempotencyConflict
from domain_kit.money import AmountNotStorable, CurrencyMismatch, Money
from domain_kit.periods import Period
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


class TestApplyPayment:
    def test_pays_an_invoice_when_its_total_is_reached(self, account, finance):
        invoice = sent(finance, account)
        pay(finance, invoice, "20.00", key="p1")
        assert self.status(finance, invoice) is api.InvoiceStatus.OPEN

        pay(finance, invoice, "40.00", key="p2")

        assert self.status(finance, invoice) is api.InvoiceStatus.PAID

    def status(self, finance, invoice):
        return api.get_invoice(actor=finance, invoice_id=invoice.id).status

    def test_refuses_more_than_is_due(self, account, finance):
        invoice = sent(finance, account)

        with pytest.raises(api.OverPayment, match=r"is due 60\.00 GBP, less than 60\.01 GBP"):
            pay(finance, invoice, "60.01")

    def test_refuses_nothing(self, account, finance):
        with pytest.raises(api.NothingToPay):
            pay(finance, sent(finance, account), "0.00")

    def test_refuses_a_draft(self, account, finance):
        with pytest.raises(api.IllegalTransition, match="is draft and cannot be paid"):
            pay(finance, drafted(finance, account), "60.00")

    def test_refuses_another_currency(self, account, finance):
        invoice = sent(finance, account)

        with pytest.raises(CurrencyMismatch):
            api.apply_payment(
                actor=finance,
                idempotency_key="yen",
                invoice_id=invoice.id,
                amount=Money.of("60", "JPY"),
                received_on=invoice.issued_on,
                reference="",
            )

    def test_a_retry_has_one_effect(self, account, finance):
        invoice = sent(finance, account)

        assert pay(finance, invoice, "60.00") == pay(finance, invoice, "60.00")
        assert models.Payment.objects.count() == 1

    def test_c_34_another_amount_under_the_same_key_is_refused(self, account, finance):
        invoice = sent(finance, account)
        pay(finance, invoice, "20.00")

        with pytest.raises(IdempotencyConflict):
            pay(finance, invoice, "30.00")


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


class TestCreate:
    def created(self, finance, account, *lines, issued_on=ISSUED, key="k"):
        return api.InvoiceService.create(
            actor=finance,
            idempotency_key=key,
            account_id=account.id,
            lines=lines,
            issued_on=issued_on,
        )

    def line(self, **over):
        return api.NewLine(**{"description": "Fee", "amount": gbp("1.00")} | over)

    def test_refuses_one_without_lines(self, account, finance):
        with pytest.raises(api.EmptyInvoice):
            self.created(finance, account)

    @pytest.mark.parametrize(
        "day", [dt.date(9999, 12, 31), dt.date(2200, 1, 1), dt.date(1899, 12, 31), dt.date.min]
    )
    def test_refuses_days_that_are_centuries_away(self, account, finance, day):
        with pytest.raises(api.DateOutOfRange, match=str(day)):
            self.created(finance, account, self.line(), issued_on=day)

    def test_refuses_lines_of_such_days(self, account, finance):
        period = Period.inclusive(dt.date(2027, 1, 1), dt.date(2500, 1, 1))

        with pytest.raises(api.DateOutOfRange):
            self.created(finance, account, self.line(period=period))

    def test_refuses_another_currency(self, account, finance):
        with pytest.raises(CurrencyMismatch):
            self.created(finance, account, self.line(amount=Money.of("1", "JPY")))

    def test_refuses_a_total_that_no_column_keeps(self, account, finance):
        largest = Money(minor=10**13 - 1, currency="GBP")

        with pytest.raises(AmountNotStorable):
            self.created(finance, account, self.line(amount=largest), self.line(amount=largest))

    @pytest.mark.parametrize(
        "over",
        [
            {"description": "x" * 301},
            {"description": "a\0b"},
            {"employee_id": "x" * 65},
            {"employee_id": ""},
            {"employee_id": 10**70},
        ],
    )
    def test_refuses_by_its_name_what_no_column_keeps(self, account, finance, over):
        with pytest.raises(api.UnusableValue, match=next(iter(over))):
            self.created(finance, account, self.line(**over))

    @pytest.mark.parametrize("employee_id", [7, "E-17", None, -3])
    def test_an_employee_is_known_by_any_identifier(self, account, finance, employee_id):
        made = self.created(finance, account, self.line(employee_id=employee_id))

        assert made.lines[0].employee_id == (None if employee_id is None else str(employee_id))


class TestListInvoices:
    def test_comes_in_pages(self, account, finance):
        made = [drafted(finance, account, key=f"{each}").id for each in range(5)]

        pages, listed, after = [], [], None
        while page := api.list_invoices(actor=finance, employer_id=ids.ACME, limit=2, after=after):
            pages.append(len(page))
            listed += [each.id for each in page]
            after = page[-1].id

        assert pages == [2, 2, 1]
        assert sorted(listed) == sorted(made)

    def test_comes_newest_first(self, account, finance):
        made = [drafted(finance, account, key=f"{each}").id for each in range(5)]

        def page(after=None):
            found = api.list_invoices(
                actor=finance, employer_id=ids.ACME, limit=3, after=after, newest_first=True
            )
            return [each.id for each in found]

        assert page() + page(page()[-1]) == sorted(made, reverse=True)

    def test_a_place_of_another_employer_is_none(self, account, finance, stranger):
        theirs = drafted(finance, account)

        with pytest.raises(api.InvoiceNotFound):
            api.list_invoices(actor=stranger, employer_id=ids.GLOBEX, limit=2, after=theirs.id)

    def test_takes_as_many_statements_for_a_long_page(
        self, account, finance, django_assert_num_queries
    ):
        for each in range(7):
            drafted(finance, account, key=f"{each}")

        with django_assert_num_queries(4):
            api.list_invoices(actor=finance, employer_id=ids.ACME, limit=50)


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


class TestWhatOlderReleasesLeft:
    def test_is_listed(self, db, capsys):
        seed(dirty=True)

        call_command("billing_check_books")

        said = capsys.readouterr().out
        for kind, number in {
            "paid without money": 3,
            "transfer written more than once": 3,
        }.items():
            assert said.count(f"{kind}: ") == number, kind

    def test_a_clean_database_has_nothing(self, db, capsys):
        seed(dirty=False)

        call_command("billing_check_books")

        assert capsys.readouterr().out == "0 to look at.\n"


class TestSeed:
    def test_can_be_read_by_this_release(self, db, finance):
        seed(dirty=True)

        invoices = api.list_invoices(actor=finance, employer_id=ids.ACME)

        assert {invoice.total.currency for invoice in invoices} == {"GBP"}
        assert any(invoice.status is api.InvoiceStatus.PAID for invoice in invoices)

    def test_finance_reads_its_view(self, db):
        seed(dirty=False)

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT currency, sum(amount) FROM billing_export_v2 GROUP BY 1 ORDER BY 1"
            )
            rows = cursor.fetchall()

        assert [(currency, str(total)) for currency, total in rows] == [
            ("GBP", "1008.000"),
            ("JPY", "9000.000"),
            ("KWD", "18.255"),
        ]


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
