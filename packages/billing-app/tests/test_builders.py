"""
Do the shipped builders make rows that the domain itself accepts?
"""

import pytest

from billing_app import api
from billing_app.testing import builders
from tests.conftest import gbp, pay

pytestmark = pytest.mark.django_db


def test_a_sent_invoice_can_be_paid(finance):
    row = builders.build_invoice(amount="72.00", status=api.InvoiceStatus.SENT)
    invoice = api.get_invoice(actor=finance, invoice_id=row.id)

    pay(finance, invoice, "72.00")

    paid = api.get_invoice(actor=finance, invoice_id=row.id)
    assert paid.status is api.InvoiceStatus.PAID


def test_numbers_follow_each_other(finance):
    rows = [builders.build_invoice(status=api.InvoiceStatus.PAID) for _ in range(2)]

    assert [row.number for row in rows] == ["2027-000001", "2027-000002"]
    assert api.get_invoice(actor=finance, invoice_id=rows[0].id).due == gbp("0.00")
