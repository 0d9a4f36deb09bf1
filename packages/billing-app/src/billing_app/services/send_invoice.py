"""
Number a draft, and ask for its money by mail.
"""

from uuid import UUID

from django.db import transaction

from billing_app.data import Invoice, InvoiceStatus
from billing_app.services.delivery import deliver
from billing_app.services.finalise_invoice import finalise
from billing_app.services.transition import transition
from billing_app.services.use_credit import use_credit
from domain_kit.actor import Actor


def send_invoice(*, actor: Actor, idempotency_key: str, invoice_id: UUID) -> Invoice:
    """
    Send a draft: it is finalised, as by `finalise_invoice`, and mailed to the account's
    `billing_email`, with its PDF where the extra [pdf] is installed. The mail goes once the
    transaction is committed; one that fails leaves the invoice open and raises an alert, and the same
    key mails it again.

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
    sent = transition(
        "send_invoice",
        InvoiceStatus.OPEN,
        actor=actor,
        idempotency_key=idempotency_key,
        invoice_id=invoice_id,
        then=finalise,
        after=use_credit,
    )
    # Not before it is committed: nobody gets an invoice that was rolled back.
    transaction.on_commit(lambda: deliver(actor, sent.id), robust=True)
    return sent
