"""
Is what older releases left readable, and listed?
"""

from django.core.management import call_command
from django.db import connection

from billing_app import api
from billing_app.testing import ids, seed


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
