"""
Does 3.2.0 fill in the minor units of what was, beside 3.1, and take them away again?
"""

import importlib
import threading
import uuid
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from billing_app.queries.books import findings
from billing_app.testing import ids
from domain_kit.operations import RowsInTheWay
from tests.upgrading import APP, ask, migrate

pytestmark = pytest.mark.django_db(transaction=True)
ON_3_1 = [(APP, "0104_opening_balances")]
KEPT = [(APP, "0204_minor_kept")]
TABLES = ("charge", "invoiceline", "payment", "payment_allocation", "posting")


class Writer:
    """
    What 3.1 writes for one employer, statement by statement, whatever the schema is by now.
    """

    def __init__(self, currency: str, employer: uuid.UUID = ids.KYOTO) -> None:
        self.account = uuid.uuid4()
        ask(
            "INSERT INTO billing_app_account"
            " (id, employer_id, legal_entity, currency, terms_days, time_zone)"
            " VALUES (%s, %s, 'Northern Mutual KK', %s, 30, 'Asia/Tokyo')",
            *(self.account, employer, currency),
        )

    def paid(self, amount: str, currency: str | None = None) -> uuid.UUID:
        """
        An invoice of one charge, opened and paid.
        """
        invoice, line, payment = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
        ask(
            "INSERT INTO billing_app_invoice"
            " (id, account_id, status, issued_on, due_on, currency, created_at)"
            " VALUES (%s, %s, 'draft', '2027-02-28', '2027-03-30', %s, now())",
            *(invoice, self.account, currency),
        )
        ask(
            "INSERT INTO billing_app_invoiceline (id, invoice_id, position, description, amount)"
            " VALUES (%s, %s, 1, 'Private medical', %s)",
            *(line, invoice, amount),
        )
        ask(
            "INSERT INTO billing_app_charge (id, account_id, source_id, employee_reference, month,"
            " kind, description, amount, dedupe_key, line_id, created_at) VALUES"
            " (gen_random_uuid(), %s, %s, '1', '2027-02-01', 'recurring', 'Private medical', %s, %s,"
            " %s, now())",
            *(self.account, uuid.uuid4(), amount, str(line), line),
        )
        ask("UPDATE billing_app_invoice SET status = 'open' WHERE id = %s", invoice)
        ask(
            "INSERT INTO billing_app_payment (id, account_id, amount, received_on, reference)"
            " VALUES (%s, %s, %s, '2027-03-01', '')",
            *(payment, self.account, amount),
        )
        ask(
            "INSERT INTO billing_app_payment_allocation (id, payment_id, invoice_id, amount)"
            " VALUES (gen_random_uuid(), %s, %s, %s)",
            *(payment, invoice, amount),
        )
        return invoice


def minors(table: str) -> list[tuple[Decimal, int | None]]:
    return ask(
        f"SELECT DISTINCT abs(amount), abs(amount_minor) FROM billing_app_{table} ORDER BY 1"
    )


@pytest.fixture
def on_3_1():
    """
    The schema of 3.1; afterwards the newest again.
    """
    migrate(ON_3_1)
    yield
    migrate()


@pytest.mark.parametrize("stop", [ON_3_1, KEPT])
class TestRowsOf31:
    """
    From before the migrations, and written while they run.
    """

    def test_have_the_minor_units_of_their_currency(self, on_3_1, stop):
        migrate(stop)
        Writer("JPY").paid("9000", "JPY")
        Writer("KWD", ids.KUWAIT).paid("18.255")
        migrate()

        for table in TABLES:
            assert minors(table) == [(Decimal("18.255"), 18255), (Decimal(9000), 9000)], table

    def test_that_do_not_fit_stay_and_somebody_is_told(self, on_3_1, stop):
        migrate(stop)
        invoice = Writer("JPY").paid("1.5")
        migrate()

        for table in TABLES:
            assert minors(table) == [(Decimal("1.5"), None)], table
        assert ask("SELECT amount_minor FROM billing_export_v3 WHERE invoice_id = %s", invoice) == [
            (None,)
        ]

    def test_are_frozen_afterwards_as_before(self, on_3_1, stop):
        migrate(stop)
        Writer("JPY").paid("9000")
        migrate()

        with pytest.raises(IntegrityError, match="finalised and"), transaction.atomic():
            ask("UPDATE billing_app_invoiceline SET amount = 1")
        with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
            ask("UPDATE billing_app_posting SET amount = 1")


class TestTheUpgrade:
    def test_can_be_asked_beforehand_what_does_not_fit(self, on_3_1):
        Writer("JPY").paid("1.5")

        found = {each.detail for each in findings() if each.kind == "finer than its currency"}

        assert found == {
            f"{each} of 1.5 JPY" for each in ("allocation", "charge", "line", "payment")
        }

    def test_raises_an_alert_for_what_does_not_fit(self, on_3_1):
        Writer("JPY").paid("1.5")
        migrate()

        found = ask("SELECT text FROM billing_app_alert WHERE kind = 'amount-without-minor-units'")
        assert sorted(text.split()[1] for (text,) in found) == [
            "allocation",
            "charge",
            "line",
            "payment",
        ]
        assert all("is 1.5 JPY, more decimal places" in text for (text,) in found)

    def test_stops_at_an_amount_in_no_currency(self, on_3_1):
        writer = Writer("QQQ")

        with pytest.raises(RowsInTheWay, match=f"account, id {writer.account}, currency QQQ"):
            migrate()

        assert ask("SELECT to_regprocedure('billing_app_scale(text)')") == [(None,)]
        ask("UPDATE billing_app_account SET currency = 'JPY'")
        migrate()

    def test_does_not_wait_for_charges_that_a_run_has_locked(self, on_3_1):
        writer = Writer("JPY")
        writer.paid("9000")
        writer.paid("8000")
        migrate(KEPT)
        (fill, *_) = importlib.import_module(
            "billing_app.migrations.0205_fill_minor"
        ).Migration.operations
        (first,), (last,) = ask("SELECT id FROM billing_app_charge ORDER BY id")

        def locked() -> None:
            with transaction.atomic():
                ask("SELECT 1 FROM billing_app_charge WHERE amount = 9000 FOR UPDATE")
                held.set()
                filled.wait(30)
            connection.close()

        held, filled = threading.Event(), threading.Event()
        run = threading.Thread(target=locked)
        run.start()
        held.wait(30)
        try:
            with transaction.atomic():
                ask("SET LOCAL lock_timeout = '5s'")
                ask(
                    fill.statement.replace("%(first)s", "%s").replace("%(last)s", "%s"), first, last
                )
        finally:
            filled.set()
            run.join()

        assert ask("SELECT amount, amount_minor FROM billing_app_charge ORDER BY 1") == [
            (8000, 8000),
            (9000, None),
        ]

    def test_once_begun_is_run_again(self, on_3_1):
        Writer("JPY").paid("9000")
        migrate([(APP, "0205_fill_minor")])
        ask("DELETE FROM django_migrations WHERE app = %s AND name >= '0203'", APP)
        ask("UPDATE domain_kit_backfill SET finished_at = NULL, last_key = NULL")

        migrate()

        assert minors("charge") == [(Decimal(9000), 9000)]

    def test_goes_back(self, on_3_1):
        Writer("JPY").paid("9000")
        before = ask("SELECT * FROM billing_app_posting ORDER BY id")
        triggers = "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
        fired = ask(triggers)
        migrate()

        migrate(ON_3_1)

        assert ask("SELECT * FROM billing_app_posting ORDER BY id") == before
        assert ask(triggers) == fired
        with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
            ask("UPDATE billing_app_posting SET amount = 1")
