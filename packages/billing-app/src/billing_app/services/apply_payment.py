"""
Record money that was received for an invoice.
"""

import datetime as dt
from uuid import UUID

from billing_app import models
from billing_app.data import IN_FLIGHT, Invoice, InvoiceStatus, Payment
from billing_app.errors import AttemptInFlight, IllegalTransition, NothingToPay, OverPayment
from billing_app.queries.invoices import get_invoice
from billing_app.queries.values import invoice_value
from billing_app.services.once import once
from billing_app.services.transition import lock_invoice
from domain_kit.actor import Actor, Role
from domain_kit.money import Money


def apply_payment(
    *,
    actor: Actor,
    idempotency_key: str,
    invoice_id: UUID,
    amount: Money,
    received_on: dt.date,
    reference: str,
) -> Payment:
    """
    Record a payment; the invoice is paid once its payments reach its total.

    Raises:
        InvoiceNotFound: if the actor can see no such invoice.
        IllegalTransition: unless it is sent and unpaid.
        AttemptInFlight: if the gateway may be collecting it at this moment.
        OverPayment: if the amount is more than what is due.
        NothingToPay: if the amount is not positive.
        CurrencyMismatch: if the money is in another currency.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    known = get_invoice(actor=actor, invoice_id=invoice_id)
    if amount <= Money.zero(known.total.currency):
        raise NothingToPay(str(amount))
    payment_id = once(
        "apply_payment",
        employer_id=known.employer_id,
        idempotency_key=idempotency_key,
        request={
            "invoice": str(invoice_id),
            "amount": str(amount),
            "received_on": str(received_on),
            "reference": reference,
        },
        execute=lambda: _receive(invoice_id, amount, received_on, reference),
    )
    row = models.Payment.objects.get(pk=payment_id)
    return Payment(
        id=row.id,
        invoice_id=invoice_id,
        amount=Money.of(row.amount, known.total.currency),
        received_on=row.received_on,
        reference=row.reference,
    )


def _receive(invoice_id: UUID, amount: Money, received_on: dt.date, reference: str) -> UUID:
    # The gateway may be collecting this very debt: both together would be more than is due.
    lock_invoice(invoice_id)
    if models.PaymentAttempt.objects.filter(invoice=invoice_id, status__in=IN_FLIGHT).exists():
        raise AttemptInFlight(invoice_id)
    return settle(invoice_id, amount, received_on, reference)


def settle(invoice_id: UUID, amount: Money, received_on: dt.date, reference: str) -> UUID:
    """
    Write the payment under the invoice's lock, and mark the invoice paid if that completes it.
    """
    row = lock_invoice(invoice_id)
    before: Invoice = invoice_value(row)
    if before.status is not InvoiceStatus.SENT:
        raise IllegalTransition(invoice_id, row.status, InvoiceStatus.PAID)
    if amount > before.due:
        raise OverPayment(invoice_id, str(amount), str(before.due))
    payment = models.Payment.objects.create(
        account=row.account, amount=amount.amount, received_on=received_on, reference=reference
    )
    models.PaymentAllocation.objects.create(payment=payment, invoice=row, amount=amount.amount)
    if amount == before.due:
        models.Invoice.objects.filter(pk=invoice_id).update(status=InvoiceStatus.PAID)
    return payment.id
