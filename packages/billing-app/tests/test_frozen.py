"""
Does the database keep what a finalised invoice says (C-30)?
"""

import pytest
from django.db import IntegrityError, connection, transaction

from billing_app import models
from billing_app.data import InvoiceStatus
from billing_app.testing import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice():
    return builders.build_invoice(status=InvoiceStatus.OPEN)


def refused():
    return pytest.raises(IntegrityError, match="finalised and")


class TestAFinalisedInvoice:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("currency", "EUR"),
            ("issued_on", "2020-01-01"),
            ("due_on", "2020-01-01"),
            ("payer", "employee"),
            ("purchase_order", "PO 7"),
            ("legal_entity", "Another Ltd"),
            ("finalised_at", None),
            ("series", "other"),
            ("year", 2020),
            ("invoice_number", 99),
            ("status", "draft"),
        ],
    )
    def test_c_30_does_not_change(self, invoice, field, value):
        with refused(), transaction.atomic():
            models.Invoice.objects.filter(pk=invoice.pk).update(**{field: value})

    def test_c_30_goes_to_no_other_account(self, invoice):
        other = builders.build_account(employer_id=invoice.pk)

        with refused(), transaction.atomic():
            models.Invoice.objects.filter(pk=invoice.pk).update(account=other)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("amount", 1),
            ("description", "x"),
            ("employee_reference", "2"),
            ("position", 2),
            ("starts_on", "2020-01-01"),
            ("tax_category", "standard"),
        ],
    )
    def test_c_30_neither_do_its_lines(self, invoice, field, value):
        with refused(), transaction.atomic():
            invoice.lines.update(**{field: value})

    def test_c_30_gets_no_line_among_those_of_a_draft(self, invoice):
        draft = builders.build_invoice(status=InvoiceStatus.DRAFT, account=invoice.account)
        lines = [
            models.InvoiceLine(invoice=each, position=7, description="x", amount=1)
            for each in (draft, invoice)
        ]

        with refused(), transaction.atomic():
            models.InvoiceLine.objects.bulk_create(lines)

    def test_c_30_not_by_bulk_update(self, invoice):
        line = invoice.lines.get()
        line.amount = 1

        with refused(), transaction.atomic():
            models.InvoiceLine.objects.bulk_update([line], ["amount"])

    def test_c_30_not_by_sql(self, invoice):
        with refused(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE billing_app_invoiceline SET amount = amount + 0.001")

    def test_c_30_takes_no_line_more_and_loses_none(self, invoice):
        with refused(), transaction.atomic():
            models.InvoiceLine.objects.create(
                invoice=invoice, position=2, description="x", amount=1
            )
        with refused(), transaction.atomic():
            invoice.lines.all().delete()

    def test_c_30_is_not_deleted(self, invoice):
        with refused(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM billing_app_invoice")

    def test_may_be_saved_again_as_it_is(self, invoice):
        invoice.save()
        invoice.lines.get().save()

    @pytest.mark.parametrize("status", ["paid", "void", "uncollectible", "open"])
    def test_moves_on(self, invoice, status):
        models.Invoice.objects.filter(pk=invoice.pk).update(status=status)


class TestADraft:
    def test_is_free(self):
        draft = builders.build_invoice()

        draft.lines.update(amount=1)
        draft.lines.all().delete()
        draft.delete()

    def test_gives_no_line_to_a_finalised_invoice(self, invoice):
        draft = builders.build_invoice()
        models.InvoiceLine.objects.filter(invoice=draft).update(position=2)

        with refused(), transaction.atomic():
            models.InvoiceLine.objects.filter(invoice=draft).update(invoice=invoice)

    def test_with_a_number_is_refused(self):
        draft = builders.build_invoice()

        with (
            pytest.raises(IntegrityError, match="number_present_unless_draft"),
            transaction.atomic(),
        ):
            models.Invoice.objects.filter(pk=draft.pk).update(number="000001")
