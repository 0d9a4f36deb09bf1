"""
Give an invoice up: its money is not expected any more.
"""

from uuid import UUID

from billing_app.data import Invoice, InvoiceStatus
from billing_app.services.transition import require_not_collecting, transition
from domain_kit.actor import Actor


def mark_uncollectible(*, actor: Actor, idempotency_key: str, invoice_id: UUID) -> Invoice:
    """
    Mark an open invoice uncollectible: what is due on it is bad debt. Money that comes all the same
    is taken.

    Raises:
        InvoiceNotFound: if the actor can see no such invoice.
        IllegalTransition: unless it is open.
        AttemptInFlight: if the gateway may be collecting it at this moment.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    return transition(
        "mark_uncollectible",
        InvoiceStatus.UNCOLLECTIBLE,
        actor=actor,
        idempotency_key=idempotency_key,
        invoice_id=invoice_id,
        then=require_not_collecting,
    )
