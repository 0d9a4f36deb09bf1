"""
Give back what an invoice asked for too much.
"""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from billing_app import models
from billing_app.data import CreditNote, InvoiceStatus
from billing_app.errors import IllegalTransition, NothingToCredit
from billing_app.queries.credits import billed_lines, get_credit_note
from billing_app.queries.invoices import employer_of
from billing_app.queries.values import currency_of
from billing_app.rules.credit import all_left
from billing_app.rules.transitions import status_of
from billing_app.rules.usable import require_day, require_text
from billing_app.services.crediting import credit
from billing_app.services.locks import lock_invoice
from billing_app.services.once import once_at
from billing_app.services.transition import require_not_collecting
from domain_kit.actor import Actor, Role
from domain_kit.money import CurrencyMismatch, Money


def issue_credit_note(
    *,
    actor: Actor,
    idempotency_key: str,
    invoice_id: UUID,
    reason: str,
    issued_on: dt.date,
    lines: Mapping[UUID, Money] | None = None,
    offset: Money | None = None,
) -> CreditNote:
    """
    Credit what `lines` says of each line, without its tax, or all that is left; the tax follows, so
    that the notes of one invoice sum to it (C-27).

    `offset` of it settles what the invoice is due: as much as is, if None. The rest is the employer's
    balance; where the invoice was paid, the money that paid it is: `allocate()` puts it on another
    invoice, `refund()` or `pay_out_balance()` pays it out.

    Raises:
        InvoiceNotFound: if the actor can see no such invoice.
        IllegalTransition: if it is a draft or void.
        AttemptInFlight: if the gateway may be collecting it at this moment.
        LineNotFound: if a line is not the invoice's, or is a tax.
        CreditExceedsLine: if more would be credited than a line asked for, or nothing.
        NothingToCredit: if nothing is left of the invoice.
        CurrencyMismatch: if an amount is in another currency.
        NumberingUnavailable: if the next number is not to be had now.
        DateOutOfRange: if the day is centuries away.
        UnusableValue: if the reason is empty or cannot be kept.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    employer_id = employer_of(actor, invoice_id)

    def execute() -> UUID:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        require_text("reason", reason, longest=200, shortest=1)
        require_day("issued_on", issued_on)
        invoice = lock_invoice(invoice_id)
        wanted = _wanted(invoice, lines)
        require_not_collecting(invoice)
        note: models.CreditNote = credit(
            invoice.account, invoice, wanted, issued_on=issued_on, reason=reason, offset=offset
        )
        return note.pk

    note_id = once_at(
        employer_id,
        "issue_credit_note",
        actor=actor,
        idempotency_key=idempotency_key,
        request={
            "invoice": str(invoice_id),
            "reason": reason,
            "issued_on": str(issued_on),
            "lines": None
            if lines is None
            else {str(each): str(part) for each, part in lines.items()},
            "offset": str(offset),
        },
        execute=execute,
    )
    return get_credit_note(actor=actor, credit_note_id=note_id)


def _wanted(invoice: models.Invoice, lines: Mapping[UUID, Money] | None) -> Mapping[UUID, Money]:
    status = status_of(invoice.status)
    if status in (InvoiceStatus.DRAFT, InvoiceStatus.VOID):
        raise IllegalTransition(invoice.pk, status, "credited")
    currency = currency_of(invoice)
    for part in (lines or {}).values():
        if part.currency != currency:
            raise CurrencyMismatch(currency, part.currency)
    if lines is None:
        ids = models.InvoiceLine.objects.filter(invoice=invoice).values_list("pk", flat=True)
        lines = all_left(billed_lines(ids, currency))
    if not lines:
        raise NothingToCredit(invoice.pk)
    return lines
