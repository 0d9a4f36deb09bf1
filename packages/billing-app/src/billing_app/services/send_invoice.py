"""
Number a draft and ask for its money.
"""

from uuid import UUID

from billing_app.data import Invoice, InvoiceStatus
from billing_app.services.finalise_invoice import finalise
from billing_app.services.transition import transition
from domain_kit.actor import Actor


def send_invoice(*, actor: Actor, idempotency_key: str, invoice_id: UUID) -> Invoice:
    """
    Send a draft: it is finalised, as by `finalise_invoice`.

    Raises:
        InvoiceNotFound: if the actor can see no such invoice.
        IllegalTransition: if it is not a draft.
        EmptyInvoice: if it has no line.
        NothingToPay: if its lines give back more than they ask for (C-32).
        BillingSuspended: if the account is on hold.
        NumberingUnavailable: if the next number is not to be had now.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    return transition(
        "send_invoice",
        InvoiceStatus.OPEN,
        actor=actor,
        idempotency_key=idempotency_key,
        invoice_id=invoice_id,
        then=finalise,
    )
