"""
Does 2.4.0 take over what 2.3 left, and go on beside it?
"""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from billing_app import models
from billing_app.testing import ids, seed
from tests.upgrading import ON_2_4, ask, migrate, start_at

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("billing_app", "0005_references_are_unique")]
DAY = dt.date(2026, 5, 31)


class Old:
    """
    What 2.3 writes, statement by statement, whatever the schema is by now.
    """

    def __init__(self, legal_entity: str = "Northern Mutual Ltd") -> None:
        self.account = uuid.uuid4()
        ask(
            "INSERT INTO billing_app_account"
            " (id, employer_id, legal_entity, currency, terms_days, time_zone)"
            " VALUES (%s, %s, %s, 'GBP', 30, 'Europe/London')",
            self.account,
            ids.ACME,
            legal_entity,
        )

    def invoice(self, status: str, number: str | None, amount: str = "60", employee=1):
        invoice = uuid.uuid4()
        ask(
            "INSERT INTO billing_app_invoice"
            " (id, account_id, number, status, issued_on, due_on, currency, created_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, 'GBP', '2026-05-31 12:00Z')",
            *(invoice, self.account, number, status, DAY, DAY),
        )
        ask(
            "INSERT INTO billing_app_invoiceline"
            " (id, invoice_id, position, description, employee_id, amount)"
            " VALUES (%s, %s, 1, 'Private medical', %s, %s)",
            *(uuid.uuid4(), invoice, employee, amount),
        )
        return invoice

    def pay(self, invoice, amount: str, reference: str = "BACS"):
        payment = uuid.uuid4()
        ask(
            "INSERT INTO billing_app_payment (id, invoice_id, amount, received_on, reference)"
            " VALUES (%s, %s, %s, %s, %s)",
            *(payment, invoice, amount, DAY, reference),
        )
        return payment

    def charge(self, employee=17):
        charge = uuid.uuid4()
        ask(
            "INSERT INTO billing_app_charge (id, account_id, source_id, employee_id, month, kind,"
            " description, amount, dedupe_key, created_at) VALUES"
            " (%s, %s, %s, %s, '2026-05-01', 'recurring', 'Private medical', 60, %s, now())",
            *(charge, self.account, uuid.uuid4(), employee, str(charge)),
        )
        return charge


@pytest.fixture
def before():
    """
    The schema of 2.3; afterwards the newest again.
    """
    start_at(BEFORE)
    yield
    start_at()


@pytest.fixture
def beside():
    """
    The schema of 2.4; afterwards the newest again.
    """
    start_at(ON_2_4)
    yield
    start_at()


@pytest.fixture(params=["before", "beside"])
def old(request):
    """
    Old rows by the time 2.4.0 serves: from before the migrations, or written while it serves.
    """
    request.getfixturevalue(request.param)
    return request.param


def upgraded(old, write):
    rows = write(Old())
    migrate(ON_2_4)
    return rows


class TestRowsOf23:
    def test_an_employee_is_known_as_text(self, old):
        charge = upgraded(old, lambda writer: (writer.invoice("sent", "1"), writer.charge())[1])

        assert ask("SELECT id, employee_reference FROM billing_app_charge") == [(charge, "17")]
        assert ask("SELECT employee_reference FROM billing_app_invoiceline") == [("1",)]

    def test_a_line_of_nobody_stays_one(self, old):
        upgraded(old, lambda writer: writer.invoice("sent", "1", employee=None))

        assert ask("SELECT employee_reference FROM billing_app_invoiceline") == [(None,)]

    @pytest.mark.parametrize(
        ("status", "number", "finalised"),
        [
            ("draft", None, False),
            ("sent", "000001", True),
            ("sent", None, True),
            ("sent", "0", True),
            ("paid", "000001", True),
            ("cancelled", "000001", True),
            ("cancelled", None, False),
        ],
    )
    def test_whoever_was_asked_for_money_was_finalised(self, old, status, number, finalised):
        invoice = upgraded(old, lambda writer: writer.invoice(status, number))

        row = models.Invoice.objects.get(pk=invoice)
        assert (row.finalised_at is not None) is finalised
        assert row.legal_entity == ("Northern Mutual Ltd" if finalised else None)

    def test_a_payment_is_allocated_once(self, old):
        def write(writer):
            invoice = writer.invoice("sent", "1")
            return writer.pay(invoice, "20"), invoice

        payment, invoice = upgraded(old, write)

        assert ask("SELECT payment_id, invoice_id, amount FROM billing_app_payment_allocation") == [
            (payment, invoice, Decimal("20"))
        ]
        assert ask("SELECT account_id FROM billing_app_payment") == [
            (models.BillingAccount.objects.get().id,)
        ]

    @pytest.mark.parametrize(
        ("status", "amounts"), [("paid", ["75"]), ("cancelled", ["60"]), ("sent", ["180", "180"])]
    )
    def test_no_figure_changes_however_odd(self, old, status, amounts):
        def write(writer):
            invoice = writer.invoice(status, "1")
            for amount in amounts:
                writer.pay(invoice, amount)
            return invoice

        invoice = upgraded(old, write)

        assert ask("SELECT invoice_id, paid, total FROM invoice_summary") == [
            (invoice, sum(map(int, amounts)), 60)
        ]

    def test_23_numbers_a_draft_that_24_made(self, beside):
        draft = Old().invoice("draft", None)
        ask("UPDATE billing_app_invoice SET status = 'sent', number = '000009'")

        row = models.Invoice.objects.get(pk=draft)
        assert row.finalised_at is not None

    def test_23_finds_its_next_number(self, beside):
        Old().invoice("sent", "000001")

        # The statement of 2.3, word for word: it names columns without their table.
        assert ask(
            """
            SELECT coalesce(max(number::bigint), 0) + 1 FROM billing_app_invoice
            JOIN billing_app_account ON billing_app_account.id = account_id
            WHERE legal_entity = %s AND number ~ '^[0-9]{1,18}$'
            """,
            "Northern Mutual Ltd",
        ) == [(2,)]


def pay_24(old: Old) -> uuid.UUID:
    """
    What 2.4 writes of a payment: its account, and no invoice.
    """
    payment = uuid.uuid4()
    ask(
        "INSERT INTO billing_app_payment (id, account_id, amount, received_on, reference)"
        " VALUES (%s, %s, 60, %s, '')",
        *(payment, old.account, DAY),
    )
    return payment


class TestRowsOf24:
    def test_a_payment_that_has_its_account_is_left_to_24(self, beside):
        old = Old()
        old.invoice("sent", "1")
        pay_24(old)

        assert not models.PaymentAllocation.objects.exists()

    def test_23_finds_the_invoice_of_a_payment(self, beside):
        old = Old()
        invoice = old.invoice("sent", "1")
        ask(
            "INSERT INTO billing_app_payment_allocation (id, payment_id, invoice_id, amount)"
            " VALUES (gen_random_uuid(), %s, %s, 60)",
            pay_24(old),
            invoice,
        )

        assert ask("SELECT invoice_id FROM billing_app_payment") == [(invoice,)]

    @pytest.mark.parametrize(
        ("reference", "number"),
        [("17", 17), ("0", 0), ("-3", -3), ("E-17", None), ("017", None), ("9" * 30, None)],
    )
    def test_23_finds_the_number_of_an_employee_that_has_one(self, beside, reference, number):
        ask(
            "INSERT INTO billing_app_invoiceline"
            " (id, invoice_id, position, description, employee_reference, amount)"
            " VALUES (gen_random_uuid(), %s, 2, 'x', %s, 1)",
            Old().invoice("draft", None),
            reference,
        )

        assert ask("SELECT employee_id FROM billing_app_invoiceline WHERE position = 2") == [
            (number,)
        ]


class TestStatus:
    @pytest.mark.parametrize("status", ["sent", "cancelled", "open", "void", "uncollectible"])
    def test_old_words_and_new_are_taken(self, beside, status):
        invoice = Old().invoice("draft", None)

        models.Invoice.objects.filter(pk=invoice).update(status=status)

    def test_no_other_is(self, beside):
        invoice = Old().invoice("draft", None)

        with pytest.raises(IntegrityError, match="invoice_status_is_known"), transaction.atomic():
            models.Invoice.objects.filter(pk=invoice).update(status="payed")


class TestViews:
    def test_both_exports_say_the_same(self, beside):
        old = Old()
        for number in ("1", "2"):
            old.invoice("sent", number)
        common = "invoice_id, number, status, issued_on, due_on, currency, employer_id, position,"
        common += " description, amount"

        first = ask(f"SELECT {common}, employee_id::text FROM billing_export_v1 ORDER BY 1")
        second = ask(f"SELECT {common}, employee_reference FROM billing_export_v2 ORDER BY 1")

        assert first == second
        assert len(first) == 2

    def test_an_invoice_is_summed_up(self):
        seed(dirty=False)

        assert ask(
            "SELECT currency, sum(total)::int, sum(paid)::int, sum(due)::int FROM invoice_summary"
            " WHERE status <> 'void' GROUP BY 1 ORDER BY 1"
        ) == [("GBP", 936, 936, 0), ("JPY", 9000, 9000, 0), ("KWD", 18, 18, 0)]


class TestTheWayBack:
    def test_23_has_its_rows_again(self, before):
        old = Old()
        old.pay(old.invoice("sent", "1"), "20")
        rows = ask("SELECT id, invoice_id, amount FROM billing_app_payment")
        migrate(ON_2_4)

        migrate(BEFORE)

        assert ask("SELECT id, invoice_id, amount FROM billing_app_payment") == rows
