"""
Ask again for money that was paid out before its bank took it back.

What came, was paid out and is taken back has left us twice. An invoice asks for it, as a debit note
does: it is numbered, due, collected, allocated to and reminded of as every other one. Its line's
place in the books is the customer's credit, which the payment's reversal has overdrawn by as much.
"""

import datetime as dt
from uuid import UUID

from django.db import connections, router
from django.db.models import Sum

from billing_app import models
from billing_app.data import REFUND_FAILED, ChargeKind, InvoiceStatus
from billing_app.queries.credits import billed_lines
from billing_app.queries.values import money, stored
from billing_app.rules.ledger import BAD_DEBT, CUSTOMER_CREDIT
from billing_app.services.allocating import lock_invoices
from billing_app.services.crediting import credit
from billing_app.services.finalise_invoice import ask_for
from billing_app.services.use_credit import use_credit
from domain_kit.clock import business_date
from domain_kit.money import Money


def debit(account: models.BillingAccount, payment: models.Payment) -> models.Invoice | None:
    """
    Invoice what had been paid out of a payment that is reversed, today and whatever holds the
    account; None if nothing had. Both are locked. What credit notes gave back pays it.

    Raises:
        NumberingUnavailable: if the next number is not to be had now.
    """
    sent = payment.refunds.exclude(status__in=REFUND_FAILED)
    total = sent.aggregate(total=Sum("amount"))["total"]
    if not total:
        return None
    today = business_date(account.time_zone)
    invoice = models.Invoice.objects.create(
        account=account,
        issued_on=today,
        due_on=today + dt.timedelta(days=account.terms_days),
        currency=account.currency,
        purchase_order=account.purchase_order,
    )
    models.InvoiceLine.objects.create(
        invoice=invoice,
        position=1,
        description=f"Paid out of payment {payment.reference or payment.pk} before its bank took it "
        "back",
        amount=total,
        kind=ChargeKind.ADJUSTMENT,
        ledger=CUSTOMER_CREDIT,
    )
    invoice.status = InvoiceStatus.OPEN
    ask_for(invoice)
    invoice.save()
    payment.debit_invoice = invoice
    payment.save(update_fields=["debit_invoice"])
    use_credit(invoice)
    return invoice


def is_debit(invoice: models.Invoice) -> bool:
    """
    Whether an invoice asks for money that was paid out.
    """
    rows = models.InvoiceLine.objects.filter(invoice=invoice, ledger=CUSTOMER_CREDIT)
    return rows.exists()


def lock_debit(account: models.BillingAccount, payment_id: UUID) -> models.Invoice | None:
    """
    The invoice that asks for what was paid out of a payment of a locked account, locked; None if
    there is none.
    """
    rows = models.Payment.objects.filter(pk=payment_id)
    invoice_id = rows.values_list("debit_invoice_id", flat=True).get()
    return lock_invoices(account, [invoice_id])[invoice_id] if invoice_id else None


def undebit(invoice: models.Invoice, refund: models.Refund) -> None:
    """
    Take off a locked invoice what one of its refunds, as we hear now, never paid out.
    """
    account = invoice.account
    (line,) = billed_lines(
        invoice.lines.filter(ledger=CUSTOMER_CREDIT).values_list("pk", flat=True), account.currency
    )
    wanted = money(refund.amount, account.currency)
    part = min(line.left, wanted)
    today = business_date(account.time_zone)
    if part:
        credit(
            account,
            invoice,
            {line.id: part},
            issued_on=today,
            reason="It was not paid out",
            was_owed=False,
        )
    if rest := wanted - part:
        _never_lost(account, refund, rest, today)


def _never_lost(
    account: models.BillingAccount, refund: models.Refund, amount: Money, day: dt.date
) -> None:
    # A credit note had forgiven it already, at our loss. There was none.
    with connections[router.db_for_write(models.Refund)].cursor() as cursor:
        cursor.execute(
            "SELECT billing_app_post('debit-unfounded', %s, %s, %s, %s, %s, %s, %s::numeric[])",
            [
                refund.pk,
                account.pk,
                day,
                account.currency,
                refund.reference,
                [CUSTOMER_CREDIT, BAD_DEBT],
                [stored(amount), stored(-amount)],
            ],
        )
