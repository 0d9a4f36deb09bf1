"""
Void an invoice, by its older name.
"""

from uuid import UUID

from billing_app.data import Invoice
from billing_app.services.void_invoice import withdrawn
from domain_kit.actor import Actor


def cancel_invoice(*, actor: Actor, idempotency_key: str, invoice_id: UUID) -> Invoice:
    """
    What `void_invoice` does.

    Raises:
        InvoiceNotFound: if the actor can see no such invoice.
        IllegalTransition: if it is paid or credited, in part even, or already cancelled.
        DebtStands: if it asks for money that was paid out before its bank took it back.
        AttemptInFlight: if the gateway may be collecting it at this moment.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    return withdrawn("cancel_invoice", actor, idempotency_key, invoice_id)
