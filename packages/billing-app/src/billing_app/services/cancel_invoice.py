"""
Withdraw an unpaid invoice; what it charged waits for another one.
"""

from uuid import UUID

from billing_app import models
from billing_app.data import Invoice, InvoiceStatus
from billing_app.errors import IllegalTransition
from billing_app.services.transition import transition
from domain_kit.actor import Actor


def cancel_invoice(*, actor: Actor, idempotency_key: str, invoice_id: UUID) -> Invoice:
    """
    Cancel a draft, or a sent invoice nothing was paid on. It keeps its number.

    Raises:
        InvoiceNotFound: if the actor can see no such invoice.
        IllegalTransition: if it is paid, in part even, or already cancelled.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    return transition(
        "cancel_invoice",
        InvoiceStatus.CANCELLED,
        actor=actor,
        idempotency_key=idempotency_key,
        invoice_id=invoice_id,
        then=_release,
    )


def _release(invoice: models.Invoice) -> None:
    if invoice.payments.exists():
        raise IllegalTransition(invoice.id, "paid in part", InvoiceStatus.CANCELLED)
    models.Charge.objects.filter(line__invoice=invoice).update(line=None)
