"""
Number a draft: from then on its figures are fixed, and its money is asked for.
"""

from uuid import UUID

from django.utils import timezone

from billing_app import models
from billing_app.data import Invoice, InvoiceStatus
from billing_app.errors import EmptyInvoice, NothingToPay
from billing_app.events import Topic
from billing_app.queries.values import invoice_value
from billing_app.rules.usable import require_amount
from billing_app.services.numbering import INVOICE, take_number
from billing_app.services.outbox import emit, minor_units
from billing_app.services.taxing import put_tax
from billing_app.services.transition import require_not_held, transition
from billing_app.services.use_credit import use_credit
from domain_kit.actor import Actor
from domain_kit.money import Money


def finalise_invoice(*, actor: Actor, idempotency_key: str, invoice_id: UUID) -> Invoice:
    """
    Finalise a draft: it gets the next number of its legal entity, series and year, and the database
    lets nobody change its figures any more (C-29, C-30). An invoice of nothing is paid
    (C-32). What credit notes gave back before pays it, the oldest money first.

    Raises:
        InvoiceNotFound: if the actor can see no such invoice.
        IllegalTransition: if it is not a draft.
        EmptyInvoice: if it has no line.
        NothingToPay: if its lines give back more than they ask for (C-32).
        AmountNotStorable: if its total is more than one payment of it could be.
        BillingSuspended: if the account is on hold.
        NumberingUnavailable: if the next number is not to be had now.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    return transition(
        "finalise_invoice",
        InvoiceStatus.OPEN,
        actor=actor,
        idempotency_key=idempotency_key,
        invoice_id=invoice_id,
        then=finalise,
        after=use_credit,
    )


def finalise(invoice: models.Invoice) -> None:
    """
    Fill in what a finalised invoice has; the caller saves it. The number comes last, since its lock
    is held until commit.
    """
    require_not_held(invoice.account)
    put_tax(invoice)
    ask_for(invoice)


def ask_for(invoice: models.Invoice) -> None:
    """
    The same of one that is not billed but owed: no hold keeps it back, and nothing is taxed.
    """
    value = invoice_value(invoice)
    if not value.lines:
        raise EmptyInvoice(invoice.pk)
    # The total, not the lines: 60.00 and -60.00 are nothing to ask for.
    if value.total < Money.zero(value.total.currency):
        raise NothingToPay(str(value.total))
    # A payment, an attempt and a credit note of it are one row each, which must hold it all.
    require_amount(value.total)
    if not value.total:
        invoice.status = InvoiceStatus.PAID
    invoice.legal_entity = invoice.account.legal_entity
    invoice.finalised_at = timezone.now()
    told = {"account_id": invoice.account_id, "aggregate": invoice.pk, "invoice_id": invoice.pk}
    emit(Topic.INVOICE_FINALISED, **told, **minor_units(value.total))
    if not value.total:
        emit(Topic.INVOICE_PAID, **told)
    number = take_number(invoice.legal_entity, document=INVOICE, year=invoice.issued_on.year)
    invoice.series, invoice.year = number.series, number.year
    invoice.invoice_number, invoice.number = number.number, number.printed
