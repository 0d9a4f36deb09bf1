"""
Let what credit notes gave back pay the next invoice.
"""

from django.db.models import Q

from billing_app import models
from billing_app.data import InvoiceStatus
from billing_app.queries.values import currency_of
from billing_app.services.allocate import with_credit
from billing_app.services.allocating import BY_CREDIT, due_of, left_of, put
from domain_kit.money import Money


def use_credit(invoice: models.Invoice) -> None:
    """
    Allocate to a finalised invoice what is left of credit notes, and of payments that a credit note
    took off an invoice, the oldest first. Other money stays where somebody left it.
    """
    account = invoice.account
    if invoice.status != InvoiceStatus.OPEN or currency_of(invoice) != account.currency:
        return
    given_back = models.Payment.objects.filter(
        Q(method=BY_CREDIT)
        | Q(
            allocations__reversed_at__isnull=False,
            allocations__invoice__credit_notes__isnull=False,
        ),
        account=account,
    )
    ids = set(given_back.values_list("pk", flat=True))
    if not ids:
        return
    due = due_of(invoice)
    for payment in with_credit(account):
        if payment.pk not in ids:
            continue
        part = min(left_of(payment, account.currency), due)
        if part > Money.zero(account.currency):
            put(payment, invoice, part)
            due -= part
