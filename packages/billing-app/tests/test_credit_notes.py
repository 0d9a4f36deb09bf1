"""
Is what was asked for too much given back, once, and never more than was asked for?
"""

import dataclasses
import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from billing_app import api, models
from billing_app.rules.credit import BilledLine, parts_of_note
from billing_app.testing import ids
from billing_app.testing.fakes import FakeGateway, FixedCoverage
from tests.books import balance, books_agree, credited, invoiced
from tests.conftest import ISSUED, cover, drafted, gbp, pay
from tests.test_run_billing import run


class TestTheNotesOfOneInvoice:
    def test_c_27_sum_to_it(self, account, finance, settings):
        settings.BILLING_TAX_RULES = "tests.books.Taxes"
        invoice = invoiced(
            finance, account, "68.33", "68.33", "57.50", "85.00", category="standard"
        )
        assert invoice.total == gbp("334.99")
        first, last, third, fourth = [line for line in invoice.lines if line.kind != "tax"]

        notes = [
            credited(finance, invoice, key=str(line.id), lines={line.id: line.amount})
            for line in (first, third, fourth, last)
        ]

        assert [str(note.total.amount) for note in notes] == ["82.00", "69.00", "102.00", "81.99"]
        assert sum((note.total for note in notes), gbp("0")) == invoice.total
        books_agree(finance)

    def test_never_credit_a_line_beyond_what_it_asked_for(self, account, finance):
        invoice = invoiced(finance, account, "60.00")
        line = invoice.lines[0]
        credited(finance, invoice, lines={line.id: gbp("45.00")})

        with pytest.raises(api.CreditExceedsLine, match=r"has 15\.00 GBP left"):
            credited(finance, invoice, key="more", lines={line.id: gbp("15.01")})

    def test_without_lines_credit_all_that_is_left(self, account, finance):
        invoice = invoiced(finance, account, "60.00", "40.00")
        credited(finance, invoice, lines={invoice.lines[0].id: gbp("45.00")})

        assert credited(finance, invoice, key="rest").total == gbp("55.00")
        with pytest.raises(api.NothingToCredit):
            credited(finance, invoice, key="again")

    @pytest.mark.parametrize("amounts", [("100.00", "-40.00"), ("-40.00", "60.00", "40.00")])
    def test_c_27_sum_to_an_invoice_that_gives_back_itself(self, account, finance, amounts):
        invoice = invoiced(finance, account, *amounts)
        pay(finance, invoice, "60.00")

        assert credited(finance, invoice).total == gbp("60.00")
        assert balance(finance) == gbp("60.00")
        with pytest.raises(api.NothingToCredit):
            credited(finance, invoice, key="again")
        books_agree(finance)

    def test_c_27_sum_to_an_invoice_of_two_taxes_that_gives_back_itself(
        self, account, finance, settings
    ):
        settings.BILLING_TAX_RULES = "tests.books.Taxes"
        made = api.InvoiceService.create(
            actor=finance,
            idempotency_key="draft",
            account_id=account.id,
            lines=[
                api.NewLine(description=name, amount=gbp(amount), tax_category=category)
                for name, amount, category in (
                    ("Premium", "100.00", "insured"),
                    ("Correction", "-40.00", "insured"),
                    ("Platform", "10.00", "fee"),
                )
            ],
            issued_on=ISSUED,
        )
        invoice = api.finalise_invoice(actor=finance, idempotency_key="f", invoice_id=made.id)

        assert invoice.total == gbp("79.20")
        assert credited(finance, invoice).total == gbp("79.20")

    def test_the_database_refuses_too_much_of_a_line(self, account, finance):
        invoice = invoiced(finance, account, "60.00")
        note = credited(finance, invoice, lines={invoice.lines[0].id: gbp("60.00")})

        with pytest.raises(IntegrityError, match="credited"), transaction.atomic():
            models.CreditNoteLine.objects.create(
                credit_note_id=note.id,
                position=9,
                source_line_id=invoice.lines[0].id,
                description="more",
                amount="0.01",
            )

    def test_have_a_series_of_their_own(self, account, finance):
        invoice = invoiced(finance, account, "60.00")

        note = credited(finance, invoice)
        row = models.CreditNote.objects.get(pk=note.id)

        assert (row.series, row.year, row.credit_number) == ("credit-note", 2027, 1)
        assert note.number == "CN-2027-000001"

    def test_never_change(self, account, finance):
        note = credited(finance, invoiced(finance, account, "60.00"))

        with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
            models.CreditNoteLine.objects.filter(credit_note=note.id).update(amount="1.00")
        with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
            models.CreditNote.objects.filter(pk=note.id).update(reason="another")

    def test_a_retry_answers_the_same_note(self, account, finance):
        invoice = invoiced(finance, account, "60.00")

        assert credited(finance, invoice) == credited(finance, invoice)


class TestTheMoneyOfANote:
    def test_settles_what_is_due_first(self, account, finance):
        invoice = invoiced(finance, account, "60.00")

        note = credited(finance, invoice, lines={invoice.lines[0].id: gbp("45.00")})

        assert (note.offset, note.balance) == (gbp("45.00"), gbp("0.00"))
        left = api.get_invoice(actor=finance, invoice_id=invoice.id)
        assert (left.due, left.status) == (gbp("15.00"), api.InvoiceStatus.OPEN)
        assert balance(finance) == gbp("0.00")
        books_agree(finance)

    def test_of_a_paid_invoice_is_a_balance_of_the_money_that_paid_it(self, account, finance):
        invoice = invoiced(finance, account, "60.00")
        paid = pay(finance, invoice, "60.00")

        note = credited(finance, invoice, lines={invoice.lines[0].id: gbp("20.00")})

        assert note.balance == gbp("20.00")
        assert api.get_payment(actor=finance, payment_id=paid.id).unallocated == gbp("20.00")
        still = api.get_invoice(actor=finance, invoice_id=invoice.id)
        assert still.status is api.InvoiceStatus.PAID
        assert still.due == gbp("0.00")
        books_agree(finance)

    def test_may_leave_the_due_as_it_is(self, account, finance):
        invoice = invoiced(finance, account, "60.00")

        note = credited(finance, invoice, offset=gbp("0"))

        assert api.get_invoice(actor=finance, invoice_id=invoice.id).due == gbp("60.00")
        assert note.balance == balance(finance) == gbp("60.00")
        books_agree(finance)

    def test_an_invoice_that_is_credited_is_not_voided(self, account, finance):
        invoice = invoiced(finance, account, "60.00")
        credited(finance, invoice, offset=gbp("0"))

        with pytest.raises(api.IllegalTransition):
            api.void_invoice(actor=finance, idempotency_key="v", invoice_id=invoice.id)

    def test_cannot_bounce(self, account, finance):
        note = credited(finance, invoiced(finance, account, "60.00"))

        with pytest.raises(api.CreditStands):
            api.reverse_payment(
                actor=finance, idempotency_key="r", payment_id=note.payment_id, reason="no"
            )


class TestRefusals:
    def test_a_draft_is_not_credited(self, account, finance):
        with pytest.raises(api.IllegalTransition):
            credited(finance, drafted(finance, account))

    def test_a_line_of_another_invoice(self, account, finance):
        invoice = invoiced(finance, account, "60.00")
        other = invoiced(finance, account, "60.00", key="other")

        with pytest.raises(api.LineNotFound):
            credited(finance, invoice, lines={other.lines[0].id: gbp("1.00")})

    @pytest.mark.parametrize("amount", ["0.00", "-1.00"])
    def test_nothing_and_less(self, account, finance, amount):
        invoice = invoiced(finance, account, "60.00")

        with pytest.raises(api.CreditExceedsLine):
            credited(finance, invoice, lines={invoice.lines[0].id: gbp(amount)})

    def test_another_tenants_invoice(self, account, finance, stranger):
        with pytest.raises(api.InvoiceNotFound):
            credited(stranger, invoiced(finance, account, "60.00"))


class TestRunsGiveBack:
    def sold(self, finance, months):
        """
        Invoices of 120.00 a month, issued and paid.
        """
        FixedCoverage.lines[:] = [cover("120.00", start=dt.date(2027, 6, 1))]
        for month in months:
            drafted = run(finance, month)
            invoice = api.send_invoice(
                actor=finance, idempotency_key=f"s{month}", invoice_id=drafted.id
            )
            pay(finance, invoice, "120.00", key=f"p{month}")

    def test_c_26_a_leaver_in_the_past_is_credited_by_month(self, account, finance):
        self.sold(finance, (6, 7))
        FixedCoverage.lines[:] = [
            cover("120.00", start=dt.date(2027, 6, 1), last=dt.date(2027, 6, 10))
        ]

        assert run(finance, 8) is None

        notes = api.list_credit_notes(actor=finance, employer_id=ids.ACME)
        assert [str(note.total.amount) for note in notes] == ["80.00", "120.00"]
        assert balance(finance) == gbp("200.00")
        assert all(c.invoiced for c in api.list_charges(actor=finance, employer_id=ids.ACME))
        books_agree(finance)

    def test_c_26_nothing_waits_after_any_run(self, account, finance):
        self.sold(finance, (6, 7))
        FixedCoverage.lines[:] = [
            cover("120.00", start=dt.date(2027, 6, 1), last=dt.date(2027, 6, 10))
        ]

        for month in (8, 9, 10):
            run(finance, month)

        assert len(api.list_credit_notes(actor=finance, employer_id=ids.ACME)) == 2
        assert balance(finance) == gbp("200.00")

    def test_an_unsent_draft_is_made_smaller(self, account, finance):
        FixedCoverage.lines[:] = [cover("60.00"), cover("30.00", source=uuid.UUID(int=9))]
        FixedCoverage.lines[1] = dataclasses.replace(FixedCoverage.lines[1], employee_id=2)
        draft = run(finance, 1)
        del FixedCoverage.lines[0]

        run(finance, 1)

        assert api.get_invoice(actor=finance, invoice_id=draft.id).total == gbp("30.00")
        assert api.list_credit_notes(actor=finance, employer_id=ids.ACME) == ()
        assert all(c.invoiced for c in api.list_charges(actor=finance, employer_id=ids.ACME))

    def test_what_was_credited_by_hand_is_not_given_back_twice(self, account, finance):
        self.sold(finance, (6,))
        (invoice,) = api.list_invoices(actor=finance, employer_id=ids.ACME)
        credited(finance, invoice)
        FixedCoverage.lines.clear()

        run(finance, 6)

        assert balance(finance) == gbp("120.00")
        assert all(c.invoiced for c in api.list_charges(actor=finance, employer_id=ids.ACME))
        books_agree(finance)

    def test_what_is_asked_for_meanwhile_is_a_draft_beside_the_note(self, account, finance):
        self.sold(finance, (6, 7))
        other = dataclasses.replace(
            cover("50.00", start=dt.date(2027, 8, 1), source=uuid.UUID(int=9)), employee_id=2
        )
        FixedCoverage.lines[:] = [
            cover("120.00", start=dt.date(2027, 6, 1), last=dt.date(2027, 6, 10)),
            other,
        ]

        assert run(finance, 8).total == gbp("50.00")
        assert balance(finance) == gbp("200.00")

    def test_while_the_gateway_may_be_collecting_the_note_is_all_balance(self, account, finance):
        FixedCoverage.lines[:] = [cover("60.00")]
        invoice = api.send_invoice(
            actor=finance, idempotency_key="s", invoice_id=run(finance, 1).id
        )
        models.PaymentAttempt.objects.create(
            invoice_id=invoice.id, status="unknown", amount="60.00", gateway=FakeGateway.__name__
        )
        FixedCoverage.lines.clear()

        run(finance, 1)

        assert api.get_invoice(actor=finance, invoice_id=invoice.id).due == gbp("60.00")
        assert balance(finance) == gbp("60.00")


class TestThePartsOfANote:
    def test_a_tax_is_never_credited_beyond_itself(self):
        line, tax = uuid.uuid4(), uuid.uuid4()
        lines = [
            BilledLine(id=line, amount=gbp("0.02"), credited=gbp("0"), tax_category="a"),
            BilledLine(id=tax, amount=gbp("0.00"), credited=gbp("0"), tax_category="a", tax_rate=1),
        ]

        assert parts_of_note(lines, {line: gbp("0.02")}) == {line: gbp("0.02")}
