"""
How does a test get a row with one line, saying only what matters to it?

Import this after Django has loaded its apps. Every builder writes a valid row and takes changes by
name: `build_invoice(amount="72.00", status=InvoiceStatus.SENT)`.
"""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from billing_app import models
from billing_app.data import InvoiceStatus
from billing_app.testing import ids


def build_account(*, employer_id: UUID = ids.ACME, currency: str = "GBP") -> models.BillingAccount:
    """
    An employer's account, or the one that is there already.
    """
    found, _ = models.BillingAccount.objects.get_or_create(
        employer_id=employer_id,
        defaults={
            "legal_entity": "Northern Mutual Ltd",
            "currency": currency,
            "terms_days": 30,
            "time_zone": "Europe/London",
        },
    )
    return found


def build_invoice(
    *,
    account: models.BillingAccount | None = None,
    amount: str = "60.00",
    status: InvoiceStatus = InvoiceStatus.DRAFT,
    issued_on: dt.date = dt.date(2027, 2, 28),
) -> models.Invoice:
    """
    An invoice of one line, numbered unless it is a draft; a paid one has its payment.
    """
    account = account or build_account()
    invoice = models.Invoice.objects.create(
        account=account,
        status=InvoiceStatus.DRAFT,
        issued_on=issued_on,
        due_on=issued_on + dt.timedelta(days=account.terms_days),
        currency=account.currency,
    )
    models.InvoiceLine.objects.create(
        invoice=invoice,
        position=1,
        description="Private medical, Standard",
        employee_reference="1",
        amount=Decimal(amount),
    )
    if status is not InvoiceStatus.DRAFT:
        # Its lines were there before: the database numbers it, and lets nobody change it any more.
        invoice.status = status
        invoice.save(update_fields=["status"])
        invoice.refresh_from_db()
    if status is InvoiceStatus.PAID:
        payment = models.Payment.objects.create(
            account=account, amount=Decimal(amount), received_on=issued_on, reference="built"
        )
        models.PaymentAllocation.objects.create(
            payment=payment, invoice=invoice, amount=Decimal(amount)
        )
    return invoice
