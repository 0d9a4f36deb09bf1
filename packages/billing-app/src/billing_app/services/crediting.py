"""
Write a credit note, and let its money do what it is for.

The only place that does. The caller holds the locks of the account and of the invoice.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.db import connections, router

from billing_app import models
from billing_app.data import IN_FLIGHT
from billing_app.events import Topic
from billing_app.queries.credits import billed_lines
from billing_app.queries.values import money, stored
from billing_app.rules.allocation import PAYABLE
from billing_app.rules.credit import parts_of_note
from billing_app.rules.ledger import BAD_DEBT, CUSTOMER_CREDIT
from billing_app.rules.usable import require_amount
from billing_app.services.allocating import BY_CREDIT, due_of, put, settle_status, take, take_back
from billing_app.services.numbering import CREDIT_NOTE, take_number
from billing_app.services.outbox import emit, minor_units
from domain_kit.money import Money


def credit(
    account: models.BillingAccount,
    invoice: models.Invoice,
    wanted: Mapping[UUID, Money],
    *,
    issued_on: dt.date,
    reason: str,
    offset: Money | None = None,
    charges: Mapping[UUID, UUID] | None = None,
    was_owed: bool = True,
) -> models.CreditNote:
    """
    Credit lines of an invoice, and their tax. `offset` of it settles what is due, as much as is if
    None; `charges` names the charge that gives each line's part back. Money that was paid out and is
    forgiven is bad debt, if it `was_owed`.

    What the invoice was paid and does not ask for any more is taken off it, so that the money which
    came is the employer's balance and can go back where it came from.

    Raises:
        LineNotFound, CreditExceedsLine: see `parts_of_note`.
        AmountNotStorable: if it is more than one payment could be.
    """
    rows = {row.pk: row for row in models.InvoiceLine.objects.filter(invoice=invoice)}
    parts = parts_of_note(billed_lines(rows, account.currency), wanted)
    lines = [
        models.CreditNoteLine(
            position=position,
            source_line=rows[line_id],
            charge_id=(charges or {}).get(line_id),
            description=rows[line_id].description,
            amount=stored(part),
            kind=rows[line_id].kind,
            tax_category=rows[line_id].tax_category,
            ledger=_ledger(rows[line_id], was_owed=was_owed),
        )
        for position, (line_id, part) in enumerate(parts.items(), start=1)
    ]
    total = sum(parts.values(), Money.zero(account.currency))
    asked = due_of(invoice) if invoice.status in PAYABLE else Money.zero(account.currency)
    part = min(total, max(asked, Money.zero(account.currency)))
    if offset is not None:
        part = min(part, offset)
    if _being_collected(invoice):
        part = Money.zero(account.currency)
    freed = Money.zero(account.currency)
    if part < total and not _being_collected(invoice) and (offset is None or part < offset):
        freed = _free(invoice, total - part, account.currency)
    note = _write(account, invoice, lines, total, part, issued_on=issued_on, reason=reason)
    if part + freed:
        put(note.payment, invoice, part + freed)
    return note


def credit_without_line(
    account: models.BillingAccount,
    amount: Money,
    *,
    description: str,
    charge_id: UUID,
    issued_on: dt.date,
    reason: str,
) -> models.CreditNote:
    """
    Credit what no invoice that is left asks for: all of it is the employer's balance.
    """
    line = models.CreditNoteLine(
        position=1, charge_id=charge_id, description=description, amount=stored(amount)
    )
    zero = Money.zero(account.currency)
    return _write(account, None, [line], amount, zero, issued_on=issued_on, reason=reason)


def _write(
    account: models.BillingAccount,
    invoice: models.Invoice | None,
    lines: list[models.CreditNoteLine],
    total: Money,
    offset: Money,
    *,
    issued_on: dt.date,
    reason: str,
) -> models.CreditNote:
    require_amount(total)
    entity = (invoice and invoice.legal_entity) or account.legal_entity
    number = take_number(entity, document=CREDIT_NOTE, year=issued_on.year)
    payment = take(
        account, amount=total, received_on=issued_on, reference=number.printed, method=BY_CREDIT
    )
    note = models.CreditNote.objects.create(
        account=account,
        invoice=invoice,
        payment=payment,
        entity=entity,
        series=number.series,
        year=number.year,
        credit_number=number.number,
        number=number.printed,
        issued_on=issued_on,
        currency=account.currency,
        reason=reason,
        offset_amount=stored(offset),
    )
    for line in lines:
        line.credit_note = note
    models.CreditNoteLine.objects.bulk_create(lines)
    with connections[router.db_for_write(models.CreditNote)].cursor() as cursor:
        cursor.execute("SELECT billing_app_post_credit_note(%s)", [note.pk])
    emit(
        Topic.CREDIT_NOTE_ISSUED,
        account_id=account.pk,
        aggregate=note.pk,
        credit_note_id=note.pk,
        invoice_id=invoice.pk if invoice else None,
        **minor_units(total),
    )
    return note


def _ledger(line: models.InvoiceLine, *, was_owed: bool) -> str:
    return BAD_DEBT if line.ledger == CUSTOMER_CREDIT and was_owed else line.ledger


def _being_collected(invoice: models.Invoice) -> bool:
    rows = models.PaymentAttempt.objects.filter(invoice=invoice, status__in=IN_FLIGHT)
    return rows.exists()


def _free(invoice: models.Invoice, amount: Money, currency: str) -> Money:
    """
    Take up to an amount of what was paid off the invoice, the latest money first.
    """
    freed = Money.zero(currency)
    live = (
        models.PaymentAllocation.objects.select_for_update(no_key=True, of=("self",))
        .select_related("payment")
        .filter(invoice=invoice, reversed_at=None)
        .exclude(payment__method=BY_CREDIT)
        .order_by("-allocated_at", "-pk")
    )
    taken: list[models.PaymentAllocation] = []
    kept: list[tuple[models.Payment, Decimal]] = []
    for allocation in live:
        left = amount - freed
        if not left:
            break
        part = min(money(allocation.amount, currency), left)
        taken.append(allocation)
        if rest := money(allocation.amount, currency) - part:
            kept.append((allocation.payment, stored(rest)))
        freed += part
    ids = [each.pk for each in taken]
    if ids:
        take_back(taken)
        models.PaymentAllocation.objects.bulk_create(
            models.PaymentAllocation(payment=payment, invoice=invoice, amount=rest)
            for payment, rest in kept
        )
        settle_status([invoice.pk])
    return freed
