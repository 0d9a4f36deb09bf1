"""
Do the books balance, whatever happens?
"""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from billing_app import api, models
from billing_app.rules.ageing import bucket_of
from billing_app.testing import ids
from tests.books import books_agree, credited, invoiced, ledger
from tests.conftest import ISSUED, PAID_ON, drafted, gbp, pay


@pytest.fixture
def taxed(settings):
    settings.BILLING_TAX_RULES = "tests.books.Taxes"


def insured(finance, account):
    """
    C-28's invoice: premiums of 1,000.00 and a fee of 120.00.
    """
    made = api.InvoiceService.create(
        actor=finance,
        idempotency_key="c28",
        account_id=account.id,
        lines=[
            api.NewLine(description="Premiums", amount=gbp("1000.00"), tax_category="insured"),
            api.NewLine(
                description="Platform fee",
                amount=gbp("120.00"),
                tax_category="fee",
                kind=api.ChargeKind.FEE,
            ),
        ],
        issued_on=ISSUED,
    )
    return api.finalise_invoice(actor=finance, idempotency_key="f28", invoice_id=made.id)


class TestTax:
    def test_c_28_is_of_a_category_together_and_then_rounded(self, account, finance, taxed):
        invoice = invoiced(finance, account, "99.99", "99.99", "99.99", category="quarter")

        (tax,) = [line for line in invoice.lines if line.kind is api.ChargeKind.TAX]
        assert tax.amount == gbp("74.99")

    def test_c_28_premiums_and_fees_have_each_their_own(self, account, finance, taxed):
        invoice = insured(finance, account)

        assert [str(line.amount.amount) for line in invoice.lines] == [
            "1000.00",
            "120.00",
            "24.00",
            "120.00",
        ]
        assert invoice.total == gbp("1264.00")

    def test_there_is_none_where_nobody_names_it(self, account, finance):
        assert insured(finance, account).total == gbp("1120.00")


class TestEntries:
    def test_c_31_an_invoice_posts_what_each_line_is_for(self, account, finance, taxed):
        insured(finance, account)

        assert ledger(finance) == {
            "receivable": "1264.00",
            "premium-payable": "-1000.00",
            "premium-tax": "-120.00",
            "revenue": "-120.00",
            "vat": "-24.00",
        }

    def test_a_void_invoice_leaves_nothing(self, account, finance):
        invoice = invoiced(finance, account, "60.00")
        api.void_invoice(actor=finance, idempotency_key="v", invoice_id=invoice.id)

        assert ledger(finance) == {}

    def test_money_is_a_credit_until_it_is_allocated(self, account, finance):
        pay(finance, invoiced(finance, account, "60.00"), "45.00")

        assert ledger(finance) == {
            "cash": "45.00",
            "premium-payable": "-60.00",
            "receivable": "15.00",
        }

    def test_an_uncollectible_invoice_is_bad_debt(self, account, finance):
        invoice = invoiced(finance, account, "60.00")
        pay(finance, invoice, "45.00")
        api.mark_uncollectible(actor=finance, idempotency_key="u", invoice_id=invoice.id)

        assert ledger(finance)["bad-debt"] == "15.00"
        assert "receivable" not in ledger(finance)

    def test_money_for_bad_debt_is_taken_and_may_bounce(self, account, finance):
        invoice = invoiced(finance, account, "60.00")
        api.mark_uncollectible(actor=finance, idempotency_key="u", invoice_id=invoice.id)
        paid = pay(finance, invoice, "60.00")
        assert ledger(finance) == {"cash": "60.00", "premium-payable": "-60.00"}

        api.reverse_payment(actor=finance, idempotency_key="r", payment_id=paid.id, reason="no")

        assert ledger(finance) == {"receivable": "60.00", "premium-payable": "-60.00"}
        books_agree(finance)

    def test_a_draft_posts_nothing(self, account, finance):
        drafted(finance, account)

        assert ledger(finance) == {}

    def test_another_tenants_are_not_seen(self, account, finance, stranger):
        invoiced(finance, account, "60.00")

        assert api.trial_balance(actor=stranger) == ()

    def test_postings_are_listed_in_pages(self, account, finance):
        invoiced(finance, account, "60.00")

        first, second = api.list_postings(actor=finance, employer_id=ids.ACME)
        assert api.list_postings(actor=finance, employer_id=ids.ACME, after=first.id) == (second,)


class TestTheDatabase:
    def test_c_31_refuses_an_entry_that_does_not_balance(self, account, finance):
        invoiced(finance, account, "60.00")
        entry = models.JournalEntry.objects.get()

        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

        with pytest.raises(IntegrityError, match="does not balance"), transaction.atomic():
            models.Posting.objects.create(entry=entry, ledger="cash", amount=1, currency="GBP")

    @pytest.mark.parametrize("model", [models.JournalEntry, models.Posting])
    def test_only_adds_to_the_books(self, account, finance, model):
        invoiced(finance, account, "60.00")

        with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
            model.objects.all()._raw_delete("default")

    def test_posts_a_fact_once(self, account, finance):
        invoiced(finance, account, "60.00")

        with connection.cursor() as cursor:
            cursor.execute("SELECT billing_app_post_invoice(id) FROM billing_app_invoice")

        assert ledger(finance)["receivable"] == "60.00"


class TestStatement:
    def test_runs_from_what_was_owed_to_what_is_owed(self, account, finance):
        invoice = invoiced(finance, account, "60.00")
        pay(finance, invoice, "45.00")
        credited(finance, invoice, lines={invoice.lines[0].id: gbp("20.00")})

        got = api.statement(
            actor=finance,
            employer_id=ids.ACME,
            first=dt.date(2027, 3, 1),
            last=dt.date(2027, 12, 31),
        )

        assert (got.opening, got.closing) == (gbp("60.00"), gbp("-5.00"))
        assert [(line.kind, str(line.amount.amount)) for line in got.lines] == [
            ("payment", "-45.00"),
            ("credit-note", "-20.00"),
        ]
        assert got.lines[0].day == PAID_ON


class TestAgeing:
    @pytest.mark.parametrize(
        ("day", "bucket"),
        [
            (dt.date(2027, 3, 30), "not_due"),
            (dt.date(2027, 3, 31), "days_30"),
            (dt.date(2027, 4, 29), "days_30"),
            (dt.date(2027, 4, 30), "days_60"),
            (dt.date(2027, 6, 28), "days_90"),
            (dt.date(2027, 6, 29), "older"),
        ],
    )
    def test_says_how_late_a_due_was(self, account, finance, day, bucket):
        invoice = invoiced(finance, account, "60.00")
        assert invoice.due_on == dt.date(2027, 3, 30)

        (row,) = api.ar_ageing(actor=finance, on=day)

        assert getattr(row, bucket) == row.total == gbp("60.00")
        assert bucket_of(invoice.due_on, day) == bucket

    def test_leaves_out_what_is_paid_or_given_up(self, account, finance):
        credited(finance, invoiced(finance, account, "60.00"))
        given_up = invoiced(finance, account, "30.00", key="2")
        api.mark_uncollectible(actor=finance, idempotency_key="u", invoice_id=given_up.id)

        assert api.ar_ageing(actor=finance, on=dt.date(2099, 1, 1)) == ()

    def test_takes_one_statement_more_for_the_accounts(
        self, account, finance, django_assert_max_num_queries
    ):
        for key in "abc":
            invoiced(finance, account, "60.00", key=key)

        with django_assert_max_num_queries(2):
            api.ar_ageing(actor=finance, on=dt.date(2027, 5, 1))
