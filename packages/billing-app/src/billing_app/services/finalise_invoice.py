"""
Number a draft: from then on its figures are fixed, and its money is asked for.
"""

from uuid import UUID

from django.utils import timezone

from billing_app import models
from billing_app.data import Invoice, InvoiceStatus
from billing_app.errors import EmptyInvoice, NothingToPay
from billing_app.queries.values import invoice_value
from billing_app.services.numbering import next_number
from billing_app.services.transition import require_not_held, transition
from domain_kit.actor import Actor
from domain_kit.money import Money


def finalise_invoice(*, actor: Actor, idempotency_key: str, invoice_id: UUID) -> Invoice:
    """
    Finalise a draft: it gets the next number of its legal entity. An invoice of nothing is paid
    (C-32).

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
        "finalise_invoice",
        InvoiceStatus.SENT,
        actor=actor,
        idempotency_key=idempotency_key,
        invoice_id=invoice_id,
        then=finalise,
    )


def finalise(invoice: models.Invoice) -> None:
    """
    Fill in what a finalised invoice has; the caller saves it. The number comes last, since its lock
    is held until commit.
    """
    require_not_held(invoice.account)
    value = invoice_value(invoice)
    if not value.lines:
        raise EmptyInvoice(invoice.pk)
    # The total, not the lines: 60.00 and -60.00 are nothing to ask for.
    if value.total < Money.zero(value.total.currency):
        raise NothingToPay(str(value.total))
    if not value.total:
        invoice.status = InvoiceStatus.PAID
    invoice.legal_entity = invoice.account.legal_entity
    invoice.finalised_at = timezone.now()
    invoice.number = next_number(invoice.account.legal_entity)
