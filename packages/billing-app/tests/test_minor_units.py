"""
Is every amount kept in minor units as well, whoever writes it?
"""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from billing_app import api, models
from billing_app.data import InvoiceStatus
from billing_app.testing import builders, ids, seed
from billing_app.testing.fakes import FixedCoverage
from domain_kit.currencies import EXPONENTS
from domain_kit.money import Money
from domain_kit.periods import Period
from tests.conftest import FEBRUARY, ISSUED, SOURCE
from tests.upgrading import ask

pytestmark = pytest.mark.django_db
# Each amount that documents and books are made of.
AMOUNTS = {
    "billing_app_charge": "amount",
    "billing_app_invoiceline": "amount",
    "billing_app_payment": "amount",
    "billing_app_payment_allocation": "amount",
    "billing_app_credit_note": "offset_amount",
    "billing_app_credit_note_line": "amount",
    "billing_app_refund": "amount",
    "billing_app_posting": "amount",
}


def minors(table: str) -> list[tuple]:
    """
    The amounts of a table and what it says they are in minor units.
    """
    column = AMOUNTS[table]
    return ask(f"SELECT {column}, {column}_minor FROM {table} ORDER BY 1, 2")


def opened(finance, currency: str) -> api.Account:
    return api.open_account(
        actor=finance,
        idempotency_key="open",
        employer_id=ids.ACME,
        legal_entity="Northern Mutual Ltd",
        currency=currency,
        terms_days=30,
        time_zone="Europe/London",
    )


class TestCurrencies:
    def test_the_database_knows_each_as_the_kit_does(self):
        known = dict(
            ask(
                "SELECT code, billing_app_scale(code) FROM unnest(%s::text[]) AS code",
                list(EXPONENTS),
            )
        )

        assert known == {code: 10**places for code, places in EXPONENTS.items()}

    @pytest.mark.parametrize("code", ["", "XXX", "gbp", "GB"])
    def test_no_other_is_guessed(self, code):
        assert ask("SELECT billing_app_minor(1, %s)", code) == [(None,)]

    @pytest.mark.parametrize(
        ("amount", "currency", "minor"),
        [
            ("60.00", "GBP", 6000),
            ("-0.01", "GBP", -1),
            ("9000", "JPY", 9000),
            ("18.255", "KWD", 18255),
            ("0.001", "CLF", 10),
            ("99999999999.999", "KWD", 99999999999999),
            ("1.5", "JPY", None),
            ("60.005", "GBP", None),
            ("1", "BYR", 1),
            ("1", "HRK", 100),
        ],
    )
    def test_an_amount_has_those_of_its_currency(self, amount, currency, minor):
        assert ask("SELECT billing_app_minor(%s, %s)", Decimal(amount), currency) == [(minor,)]


class TestARun:
    @pytest.mark.parametrize(
        ("currency", "monthly", "minor"), [("JPY", "9000", 9000), ("KWD", "18.255", 18255)]
    )
    def test_charges_and_asks_in_the_exponent_of_the_currency(
        self, finance, currency, monthly, minor
    ):
        opened(finance, currency)
        FixedCoverage.lines.append(
            api.CoverageLine(
                source_id=SOURCE,
                employer_id=ids.ACME,
                employee_id=1,
                description="Private medical",
                coverage=Period.inclusive(FEBRUARY, None),
                monthly=Money.of(monthly, currency),
            )
        )

        invoice = api.run_billing(
            actor=finance,
            idempotency_key="run",
            employer_id=ids.ACME,
            month=FEBRUARY,
            issued_on=ISSUED,
        )
        api.finalise_invoice(actor=finance, idempotency_key="open it", invoice_id=invoice.id)

        whole = Decimal(monthly)
        assert minors("billing_app_charge") == [(whole, minor)]
        assert minors("billing_app_invoiceline") == [(whole, minor)]
        assert minors("billing_app_posting") == [(-whole, -minor), (whole, minor)]


class TestEveryWriter:
    def test_nothing_a_release_leaves_behind_lacks_them(self):
        seed(dirty=True)

        for table, column in AMOUNTS.items():
            assert ask(f"SELECT id FROM {table} WHERE {column}_minor IS NULL") == [], table

    def test_one_that_knows_only_amounts_is_filled_in(self):
        invoice = builders.build_invoice()

        ask(
            "INSERT INTO billing_app_invoiceline (id, invoice_id, position, description, amount)"
            " VALUES (gen_random_uuid(), %s, 2, 'x', 0.07)",
            invoice.pk,
        )

        assert minors("billing_app_invoiceline") == [
            (Decimal("0.070"), 7),
            (Decimal("60.000"), 6000),
        ]

    def test_one_that_changes_a_draft_is_followed(self):
        line = builders.build_invoice(amount="60").lines.get()

        # Sixty pounds and six thousand: the old minor units are what the new amount is in pounds.
        ask("UPDATE billing_app_invoiceline SET amount = 6000 WHERE id = %s", line.pk)

        assert minors("billing_app_invoiceline") == [(Decimal("6000.000"), 600000)]

    def test_a_line_before_2024_is_in_the_currency_of_its_account(self):
        account = builders.build_account(currency="JPY")
        invoice = models.Invoice.objects.create(account=account, issued_on=ISSUED, due_on=ISSUED)
        models.InvoiceLine.objects.create(invoice=invoice, position=1, description="x", amount=9000)

        assert minors("billing_app_invoiceline") == [(Decimal("9000.000"), 9000)]

    def test_one_that_says_something_else_is_refused(self):
        account = builders.build_account()

        with pytest.raises(IntegrityError, match="payment_minor_is_amount"), transaction.atomic():
            models.Payment.objects.create(
                account=account, amount=60, amount_minor=6001, received_on=ISSUED
            )

    @pytest.mark.parametrize("value", [None, 1])
    def test_nobody_sets_them_to_anything_else(self, value):
        builders.build_invoice(status=InvoiceStatus.PAID)

        models.InvoiceLine.objects.update(amount_minor=value)
        models.Payment.objects.update(amount_minor=value)
        models.Posting.objects.update(amount_minor=value)

        assert minors("billing_app_invoiceline") == [(Decimal("60.000"), 6000)]
        assert minors("billing_app_payment") == [(Decimal("60.000"), 6000)]
        assert {minor for _, minor in minors("billing_app_posting")} == {6000, -6000}

    def test_a_row_read_and_saved_again_keeps_them(self):
        payment = models.Payment.objects.create(
            account=builders.build_account(), amount=Decimal("0.07"), received_on=ISSUED
        )

        payment.save()

        assert minors("billing_app_payment") == [(Decimal("0.070"), 7)]


class TestAnAmountThatDoesNotFit:
    """
    1.5 JPY: no command writes it, and an older release or somebody's SQL may have.
    """

    @pytest.fixture
    def unfit(self):
        account = builders.build_account(currency="JPY")
        return models.Payment.objects.create(
            account=account, amount=Decimal("1.5"), received_on=ISSUED
        )

    def test_is_kept_without_minor_units(self, unfit):
        assert minors("billing_app_payment") == [(Decimal("1.500"), None)]

    def test_is_reversed_as_any_other(self, unfit):
        unfit.reversed_at = timezone.now()
        unfit.save()

        assert minors("billing_app_payment") == [(Decimal("1.500"), None)]

    def test_is_listed(self, unfit, capsys):
        call_command("billing_check_books")

        assert (
            f"finer than its currency: {unfit.pk} of employer {ids.ACME}, payment of 1.5 JPY"
            in capsys.readouterr().out
        )


def columns_of(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [each.name for each in connection.introspection.get_table_description(cursor, table)]


@pytest.mark.parametrize(
    "table", ["billing_app_posting", "billing_app_credit_note", "billing_app_credit_note_line"]
)
def test_all_else_in_the_books_still_stays(table, finance, account):
    _credited(finance, account)

    for column in set(columns_of(table)) - {f"{AMOUNTS[table]}_minor"}:
        with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
            ask(f"UPDATE {table} SET {column} = {column}")
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        ask(f"DELETE FROM {table}")


def _credited(finance, account) -> None:
    invoice = api.InvoiceService.create(
        actor=finance,
        idempotency_key="draft",
        account_id=account.id,
        lines=[api.NewLine(description="Private medical", amount=Money.of("60.00", "GBP"))],
        issued_on=ISSUED,
    )
    api.finalise_invoice(actor=finance, idempotency_key="open it", invoice_id=invoice.id)
    api.issue_credit_note(
        actor=finance,
        idempotency_key="credit",
        invoice_id=invoice.id,
        issued_on=ISSUED,
        reason="Left",
    )


class TestViews:
    @pytest.fixture(autouse=True)
    def seeded(self):
        seed(dirty=True)

    @pytest.mark.parametrize(
        ("newer", "older"),
        [("billing_export_v3", "billing_export_v2"), ("invoice_summary_v2", "invoice_summary")],
    )
    def test_both_versions_say_the_same(self, newer, older):
        common = ", ".join(columns_of(older))

        assert set(columns_of(older)) <= set(columns_of(newer))
        assert ask(f"(SELECT {common} FROM {newer} EXCEPT ALL SELECT {common} FROM {older})") == []
        assert ask(f"(SELECT {common} FROM {older} EXCEPT ALL SELECT {common} FROM {newer})") == []

    def test_the_export_gives_minor_units(self):
        assert ask(
            "SELECT currency, sum(amount), sum(amount_minor) FROM billing_export_v3"
            " WHERE status = 'paid' AND currency <> 'GBP' GROUP BY 1 ORDER BY 1"
        ) == [("JPY", 9000, 9000), ("KWD", Decimal("18.255"), 18255)]

    def test_the_summary_does(self):
        assert ask(
            "SELECT currency, sum(total_minor), sum(paid_minor), sum(due_minor)"
            " FROM invoice_summary_v2 WHERE status = 'paid' AND currency <> 'GBP'"
            " GROUP BY 1 ORDER BY 1"
        ) == [("JPY", 9000, 9000, 0), ("KWD", 18255, 18255, 0)]

    def test_a_sum_with_a_part_that_has_none_has_none(self):
        invoice = models.Invoice.objects.create(
            account=builders.build_account(employer_id=uuid.uuid4(), currency="JPY"),
            issued_on=ISSUED,
            due_on=ISSUED + dt.timedelta(days=30),
        )
        for position, amount in enumerate(("1.5", "100")):
            models.InvoiceLine.objects.create(
                invoice=invoice, position=position, description="x", amount=Decimal(amount)
            )

        assert ask(
            "SELECT total, total_minor, paid_minor, due_minor FROM invoice_summary_v2"
            " WHERE invoice_id = %s",
            invoice.pk,
        ) == [(Decimal("101.500"), None, 0, None)]
