"""
What was given back, and paid out?
"""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from billing_app import data, models
from billing_app.errors import CreditNoteNotFound, RefundNotFound
from billing_app.queries.paging import page_by_id
from billing_app.queries.values import money
from billing_app.rules.credit import BilledLine
from domain_kit.actor import Actor, Role

_READERS = (Role.FINANCE, Role.OPERATOR)


def billed_lines(line_ids: Iterable[UUID], currency: str) -> tuple[BilledLine, ...]:
    """
    Lines of invoices, in their order, with what was credited of each, in one statement.
    """
    rows = (
        models.InvoiceLine.objects.filter(pk__in=list(line_ids))
        .annotate(credited=Coalesce(Sum("credits__amount"), Decimal()))
        .order_by("invoice__issued_on", "invoice_id", "position")
    )
    return tuple(
        BilledLine(
            id=row.id,
            amount=money(row.amount, currency),
            credited=money(row.credited, currency),
            tax_category=row.tax_category,
            tax_rate=(row.tax_rate or Decimal()) if row.kind == data.ChargeKind.TAX else None,
        )
        for row in rows
    )


def visible_credit_notes(actor: Actor) -> QuerySet[models.CreditNote]:
    """
    The credit notes of the actor's employers, with all a value needs.
    """
    rows = models.CreditNote.objects.select_related("account").prefetch_related("lines")
    scoped: QuerySet[models.CreditNote] = actor.scope(rows, "account__employer_id")
    return scoped


def credit_note_value(row: models.CreditNote) -> data.CreditNote:
    """
    A credit note, read by `visible_credit_notes`.
    """
    lines = tuple(
        data.CreditNoteLine(
            id=line.id,
            source_line_id=line.source_line_id,
            description=line.description,
            amount=money(line.amount, row.currency),
            kind=data.ChargeKind(line.kind),
            tax_category=line.tax_category,
        )
        for line in row.lines.all()
    )
    return data.CreditNote(
        id=row.id,
        employer_id=row.account.employer_id,
        invoice_id=row.invoice_id,
        payment_id=row.payment_id,
        number=row.number,
        issued_on=row.issued_on,
        reason=row.reason,
        lines=lines,
        total=sum((line.amount for line in lines), money(Decimal(), row.currency)),
        offset=money(row.offset_amount, row.currency),
    )


def get_credit_note(*, actor: Actor, credit_note_id: UUID) -> data.CreditNote:
    """
    One credit note.

    Raises:
        CreditNoteNotFound: if the actor can see no such credit note.
        RoleForbidden: unless finance or operator.
    """
    actor.require_role(*_READERS)
    row = visible_credit_notes(actor).filter(pk=credit_note_id).first()
    if row is None:
        raise CreditNoteNotFound(credit_note_id)
    return credit_note_value(row)


def list_credit_notes(
    *,
    actor: Actor,
    employer_id: UUID,
    limit: int = 50,
    after: UUID | None = None,
    newest_first: bool = False,
    invoice_id: UUID | None = None,
) -> tuple[data.CreditNote, ...]:
    """
    An employer's credit notes in the order they were issued, or `newest_first`; those of
    `invoice_id`, if given; `limit` of them behind `after`.

    Raises:
        CreditNoteNotFound: if `after` is no credit note of the employer.
        NotPermitted: unless finance or operator of the employer.
    """
    actor.require_role(*_READERS)
    actor.require_employer(employer_id)
    rows = visible_credit_notes(actor).filter(account__employer_id=employer_id)
    if invoice_id is not None:
        rows = rows.filter(invoice_id=invoice_id)
    page = page_by_id(
        rows, limit=limit, after=after, newest_first=newest_first, not_found=CreditNoteNotFound
    )
    return tuple(credit_note_value(row) for row in page)


def visible_refunds(actor: Actor) -> QuerySet[models.Refund]:
    """
    The refunds of the actor's employers.
    """
    rows = models.Refund.objects.select_related("account")
    scoped: QuerySet[models.Refund] = actor.scope(rows, "account__employer_id")
    return scoped


def refund_value(row: models.Refund) -> data.Refund:
    """
    A refund, read with its account.
    """
    return data.Refund(
        id=row.id,
        employer_id=row.account.employer_id,
        payment_id=row.payment_id,
        amount=money(row.amount, row.account.currency),
        method=row.method,
        status=data.AttemptStatus(row.status),
        reference=row.reference,
        reason=row.reason,
        paid_on=row.paid_on,
        detail=row.detail,
    )


def list_refunds(
    *,
    actor: Actor,
    employer_id: UUID,
    limit: int = 50,
    after: UUID | None = None,
    newest_first: bool = False,
) -> tuple[data.Refund, ...]:
    """
    An employer's refunds in the order they were asked for, or `newest_first`; `limit` of them
    behind `after`.

    Raises:
        RefundNotFound: if `after` is no refund of the employer.
        NotPermitted: unless finance or operator of the employer.
    """
    actor.require_role(*_READERS)
    actor.require_employer(employer_id)
    rows = visible_refunds(actor).filter(account__employer_id=employer_id)
    page = page_by_id(
        rows, limit=limit, after=after, newest_first=newest_first, not_found=RefundNotFound
    )
    return tuple(refund_value(row) for row in page)
