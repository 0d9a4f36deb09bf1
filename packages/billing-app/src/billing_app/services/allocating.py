"""
Write down that money belongs to an invoice, and that it does not any more.

The only place that marks an invoice paid: it follows from what is allocated. The caller holds the
locks of the account and of the invoices.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone

from billing_app import models
from billing_app.data import REFUND_FAILED, InvoiceStatus
from billing_app.errors import InvoiceNotFound
from billing_app.events import Topic
from billing_app.queries.dues import dues_of
from billing_app.queries.values import currency_of, money, stored
from billing_app.rules.allocation import ASKED, PAYABLE
from billing_app.services.outbox import emit, minor_units
from domain_kit.money import Money

BANK, GATEWAY, BY_CREDIT = "bank", "gateway", "credit-note"
REFERENCE_KEPT = 100
"""How much of a gateway's reference a payment keeps; its attempt has all of it."""


def take(
    account: models.BillingAccount,
    *,
    amount: Money,
    received_on: dt.date,
    reference: str,
    method: str,
) -> models.Payment:
    """
    Write a payment, which belongs to no invoice yet.
    """
    return models.Payment.objects.create(
        account=account,
        amount=stored(amount),
        received_on=received_on,
        reference=reference,
        method=method,
    )


def put(
    payment: models.Payment, invoice: models.Invoice, amount: Money
) -> models.PaymentAllocation:
    """
    Allocate a part of a payment; the invoice is paid once nothing is due.
    """
    allocation = models.PaymentAllocation.objects.create(
        payment=payment, invoice=invoice, amount=stored(amount)
    )
    emit(
        Topic.PAYMENT_ALLOCATED,
        account_id=invoice.account_id,
        aggregate=invoice.pk,
        invoice_id=invoice.pk,
        payment_id=payment.pk,
        allocation_id=allocation.pk,
        **minor_units(amount),
    )
    settle_status([invoice.pk])
    return allocation


def take_back(allocations: Sequence[models.PaymentAllocation]) -> None:
    """
    End allocations; what they paid is due again.
    """
    ids = [each.pk for each in allocations]
    models.PaymentAllocation.objects.filter(pk__in=ids).update(reversed_at=timezone.now())
    settle_status({each.invoice_id for each in allocations})


def settle_status(invoice_ids: Iterable[UUID]) -> None:
    """
    Store what follows from the dues: paid, or asked for again.
    """
    for invoice_id, due in dues_of(invoice_ids).items():
        rows = models.Invoice.objects.filter(pk=invoice_id)
        if due <= 0:
            topic = Topic.INVOICE_PAID
            changed = rows.filter(status__in=PAYABLE).update(status=InvoiceStatus.PAID)
        else:
            topic = Topic.INVOICE_REOPENED
            changed = rows.filter(status=InvoiceStatus.PAID).update(status=ASKED)
        if changed:
            account_id = rows.values_list("account_id", flat=True).get()
            emit(topic, account_id=account_id, aggregate=invoice_id, invoice_id=invoice_id)


def due_of(invoice: models.Invoice) -> Money:
    """
    What is owed on an invoice that is locked.
    """
    return money(dues_of([invoice.pk])[invoice.pk], currency_of(invoice))


def left_of(payment: models.Payment, currency: str) -> Money:
    """
    What of a payment belongs to no invoice, and was not paid out.
    """
    if payment.reversed_at is not None:
        return Money.zero(currency)
    live = payment.allocations.filter(reversed_at=None)
    used = live.aggregate(amount=Sum("amount", default=Decimal()))["amount"]
    out = payment.refunds.exclude(status__in=REFUND_FAILED)
    paid_out = out.aggregate(amount=Sum("amount", default=Decimal()))["amount"]
    return money(payment.amount - used - paid_out, currency)


def lock_invoices(
    account: models.BillingAccount, invoice_ids: Iterable[UUID]
) -> dict[UUID, models.Invoice]:
    """
    Invoices of an account that is locked, locked as well, always in the same order.

    Raises:
        InvoiceNotFound: if one is not the account's.
    """
    wanted = set(invoice_ids)
    rows = models.Invoice.objects.select_for_update(no_key=True).filter(
        account=account, pk__in=wanted
    )
    found = {row.pk: row for row in rows.order_by("pk")}
    for invoice_id in sorted(wanted - found.keys()):
        raise InvoiceNotFound(invoice_id)
    for row in found.values():
        row.account = account
    return found


def open_invoices(account: models.BillingAccount) -> list[tuple[models.Invoice, Money]]:
    """
    The invoices of a locked account that ask for money, oldest first, locked, with their dues.
    """
    ids = models.Invoice.objects.filter(account=account, status__in=PAYABLE)
    locked = lock_invoices(account, ids.values_list("pk", flat=True))
    dues = dues_of(locked)
    rows = sorted(locked.values(), key=lambda row: (row.issued_on, row.pk))
    # Read again under the lock: it may have been paid or voided meanwhile.
    return [
        (row, money(dues[row.pk], currency_of(row)))
        for row in rows
        if row.status in PAYABLE and dues[row.pk] > 0 and currency_of(row) == account.currency
    ]
