"""
Does 3.0.0 number, name and mend what 2.x left, and stop where 2.4 is not complete?
"""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.migrations.exceptions import IrreversibleError

from billing_app import api, models
from billing_app.migrations import _numbering
from domain_kit.actor import Actor
from domain_kit.operations import RowsInTheWay
from tests.test_expand import Old
from tests.upgrading import ON_2_4, ask, migrate, start_at

pytestmark = pytest.mark.django_db(transaction=True)
SYSTEM = Actor.system("tests")
# As far as 3.0.0 comes while 2.4.0 serves and reads every column it knows.
BEFORE_DROP = [("billing_app", "0038_never_empty")]


@pytest.fixture
def old():
    """
    The schema of 2.4, and somebody who writes to it as 2.3 does; afterwards the newest again.
    """
    start_at(ON_2_4)
    yield Old()
    start_at()


def at(invoice, moment: str):
    ask("UPDATE billing_app_invoice SET finalised_at = %s WHERE id = %s", moment, invoice)
    return invoice


def number_of(invoice):
    row = models.Invoice.objects.get(pk=invoice)
    return row.series, row.year, row.invoice_number, row.number


class TestNumbers:
    def test_come_by_legal_entity_time_and_id(self, old):
        late = at(old.invoice("sent", "000001"), "2026-03-01Z")
        early = at(old.invoice("paid", "000007"), "2026-01-01Z")
        voided = at(old.invoice("cancelled", "000003"), "2026-02-01Z")

        migrate()

        assert number_of(early) == ("invoice", 2026, 1, "000007")
        assert number_of(voided) == ("invoice", 2026, 2, "000003")
        assert number_of(late) == ("invoice", 2026, 3, "000001")

    def test_go_on_behind_the_old_ones(self, old):
        old.invoice("sent", "000001")
        migrate()

        assert models.NumberSeries.objects.get().next == 2

    @pytest.mark.parametrize("number", [None, "0", "", " "])
    def test_are_printed_where_there_was_none(self, old, number):
        invoice = old.invoice("sent", number)

        migrate()

        assert number_of(invoice)[3] == "2026-000001"
        repaired = models.RepairedNumber.objects.get()
        assert (repaired.invoice_id, repaired.before, repaired.after) == (
            invoice,
            number,
            "2026-000001",
        )

    def test_of_two_with_one_number_the_earlier_keeps_it(self, old):
        second = at(old.invoice("sent", "000005"), "2026-03-01Z")
        first = at(old.invoice("sent", "000005"), "2026-01-01Z")

        migrate()

        assert number_of(first)[3] == "000005"
        assert number_of(second)[3] == "2026-000002"
        assert models.RepairedNumber.objects.get().invoice_id == second

    def test_a_draft_loses_its_number(self, old):
        draft = old.invoice("draft", "000009")

        migrate()

        assert number_of(draft) == (None, None, None, None)
        assert models.RepairedNumber.objects.get().before == "000009"

    def test_a_withdrawn_draft_stays_without(self, old):
        draft = old.invoice("cancelled", None)

        migrate()

        assert number_of(draft) == (None, None, None, None)
        assert models.Invoice.objects.get().status == "void"

    def test_a_killed_backfill_goes_on_where_it_was(self, old, monkeypatch):
        monkeypatch.setattr(_numbering, "CHUNK", 2)
        invoices = [at(old.invoice("sent", f"{n:06d}"), f"2026-01-0{n}Z") for n in range(1, 8)]
        migrate([("billing_app", "0031_repaired_numbers")])
        advance, calls = _numbering.Progress.advance, []

        def killed(self, *args):
            advance(self, *args)
            calls.append(args)
            if len(calls) == 3:
                raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(_numbering.Progress, "advance", killed)
            with pytest.raises(KeyboardInterrupt):
                migrate()
        assert ask("SELECT count(invoice_number) FROM billing_app_invoice") == [(4,)]

        migrate()

        numbers = [number_of(invoice)[2] for invoice in invoices]
        assert numbers == list(range(1, 8))


class TestWords:
    @pytest.mark.parametrize(
        ("before", "after"),
        [("draft", "draft"), ("sent", "open"), ("paid", "paid"), ("cancelled", "void")],
    )
    def test_are_the_new_ones(self, old, before, after):
        invoice = old.invoice(before, None if before == "draft" else "000001")

        migrate()

        assert models.Invoice.objects.get(pk=invoice).status == after

    def test_of_24_are_taken_while_it_serves(self, old):
        migrate(BEFORE_DROP)
        invoice = old.invoice("draft", None)

        ask(
            "UPDATE billing_app_invoice SET status = 'sent', number = '000001',"
            " finalised_at = now(), entity = 'Northern Mutual Ltd' WHERE id = %s",
            invoice,
        )

        assert number_of(invoice) == ("invoice", 2026, 1, "000001")
        assert models.Invoice.objects.get(pk=invoice).status == "open"

    def test_no_other_is_taken(self, old):
        invoice = old.invoice("draft", None)
        migrate()

        with pytest.raises(IntegrityError, match="invoice_status_is_one"), transaction.atomic():
            models.Invoice.objects.filter(pk=invoice).update(status="payed")


def value(invoice):
    return api.get_invoice(actor=SYSTEM, invoice_id=invoice)


def alerts():
    return sorted(models.Alert.objects.values_list("kind", "subject"))


class TestBooks:
    def test_what_fits_stays(self, old):
        invoice = old.invoice("sent", "1")
        old.pay(invoice, "20")

        migrate()

        assert (value(invoice).paid.minor, value(invoice).status) == (
            2000,
            api.InvoiceStatus.OPEN,
        )
        assert alerts() == []

    def test_a_larger_payment_leaves_its_surplus(self, old):
        invoice = old.invoice("paid", "1")
        payment = old.pay(invoice, "75")

        migrate()

        assert value(invoice).paid.minor == 6000
        assert ask("SELECT amount FROM billing_app_payment") == [(75,)]
        live = models.PaymentAllocation.objects.get(reversed_at=None)
        assert (live.payment_id, live.amount) == (payment, 60)
        assert alerts() == [("paid-too-much", invoice)]

    def test_money_on_a_void_invoice_belongs_to_nothing(self, old):
        invoice = old.invoice("cancelled", "1")
        old.pay(invoice, "60")

        migrate()

        assert value(invoice).paid.minor == 0
        assert alerts() == [("money-on-void-invoice", invoice)]

    def test_one_transfer_on_three_invoices_pays_each(self, old):
        invoices = [old.invoice("sent", str(n)) for n in range(3)]
        for invoice in invoices:
            old.pay(invoice, "180", "BACS 180")

        migrate()

        assert {value(each).status for each in invoices} == {api.InvoiceStatus.PAID}
        assert {value(each).due.minor for each in invoices} == {0}
        assert [kind for kind, _ in alerts()] == ["paid-too-much"] * 3

    def test_paid_without_money_stays_paid_and_is_told(self, old):
        invoice = old.invoice("paid", "1")

        migrate()

        assert value(invoice).status is api.InvoiceStatus.PAID
        assert alerts() == [("paid-without-money", invoice)]

    def test_of_several_payments_the_earliest_count(self, old):
        invoice = old.invoice("sent", "1")
        first, second = old.pay(invoice, "50"), old.pay(invoice, "50")
        ask(
            "UPDATE billing_app_payment_allocation SET allocated_at = %s WHERE payment_id = %s",
            dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
            first,
        )

        migrate()

        live = models.PaymentAllocation.objects.filter(reversed_at=None)
        assert dict(live.values_list("payment_id", "amount")) == {first: 50, second: 10}

    def test_running_again_changes_nothing(self, old):
        invoice = old.invoice("sent", "1")
        old.pay(invoice, "75")
        migrate()
        before = ask("SELECT * FROM billing_app_payment_allocation ORDER BY id")
        ask("DELETE FROM domain_kit_backfill WHERE name IN ('surplus', 'paid_without_money')")
        ask("DELETE FROM django_migrations WHERE app = 'billing_app' AND name = '0037_books'")

        migrate()

        assert ask("SELECT * FROM billing_app_payment_allocation ORDER BY id") == before
        assert alerts() == [("paid-too-much", invoice)]


class TestWhatIsNotComplete:
    def stops(self, *said: str):
        with pytest.raises(RowsInTheWay) as refusal:
            migrate()
        for each in said:
            assert each in str(refusal.value)

    def test_an_unfinished_backfill_stops_it(self, old):
        ask("UPDATE domain_kit_backfill SET finished_at = NULL WHERE name = 'allocations'")

        self.stops("allocations", "newest 2.4")
        ask("UPDATE domain_kit_backfill SET finished_at = now()")

    def test_rows_that_slipped_through_stop_it_and_a_command_mends_them(self, old, capsys):
        invoice = old.invoice("sent", "1")
        payment = old.pay(invoice, "20")
        charge = old.charge()
        ask("UPDATE billing_app_charge SET employee_reference = NULL")
        ask("UPDATE billing_app_invoice SET finalised_at = NULL")
        ask("DELETE FROM billing_app_payment_allocation")
        ask("UPDATE billing_app_payment SET account_id = NULL")
        self.stops(str(charge), "billing_finish_backfills")

        call_command("billing_finish_backfills")
        migrate()

        assert number_of(invoice)[2] == 1
        assert models.PaymentAllocation.objects.get().payment_id == payment
        assert "1 payments without an allocation" in capsys.readouterr().out

    @pytest.mark.parametrize(
        "broken",
        [
            "UPDATE billing_app_invoice SET entity = NULL",
            "DELETE FROM billing_app_payment_allocation",
            "UPDATE billing_app_payment SET account_id = NULL",
            "UPDATE billing_app_invoiceline SET employee_reference = NULL",
        ],
    )
    def test_each_kind_is_named(self, old, broken):
        old.pay(old.invoice("sent", "1"), "20")
        ask(broken)

        self.stops("billing_finish_backfills")
        call_command("billing_finish_backfills")

        migrate()

    def test_the_command_has_nothing_to_do_afterwards(self, db, capsys):
        call_command("billing_finish_backfills")

        assert "nothing to finish" in capsys.readouterr().out


class TestTheContract:
    def test_nobody_goes_back(self, old):
        migrate()

        with pytest.raises(IrreversibleError, match=r"below 3\.0\.0"):
            migrate(ON_2_4)

    @pytest.mark.parametrize(
        ("table", "column"),
        [
            ("billing_app_payment", "invoice_id"),
            ("billing_app_charge", "employee_id"),
            ("billing_app_invoiceline", "employee_id"),
        ],
    )
    def test_what_23_read_is_gone(self, db, table, column):
        assert (
            ask(
                "SELECT 1 FROM information_schema.columns"
                " WHERE table_name = %s AND column_name = %s",
                table,
                column,
            )
            == []
        )

    def test_the_first_view_is_gone_and_the_others_stay(self, db):
        assert ask(
            "SELECT viewname FROM pg_views WHERE schemaname = 'public' AND viewname IN"
            " ('billing_export_v1', 'billing_export_v2', 'invoice_summary') ORDER BY 1"
        ) == [("billing_export_v2",), ("invoice_summary",)]

    def test_what_was_deprecated_is_gone(self):
        assert not hasattr(api, "create_invoice")
