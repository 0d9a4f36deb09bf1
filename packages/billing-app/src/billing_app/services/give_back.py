"""
Which document gives back what a run found charged too much? (C-26)

A charge that is on a draft is taken off there. One that was asked for is credited on the lines that
asked for it. One that is on no line any more is credited all the same: no money owed to an employer
waits for a document.
"""

import dataclasses
import datetime as dt
from collections import defaultdict
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet, Sum

from billing_app import models
from billing_app.data import ChargeKind, InvoiceStatus, Payer
from billing_app.queries.credits import billed_lines
from billing_app.queries.values import money
from billing_app.rules.credit import BilledLine, spread
from billing_app.services.allocating import lock_invoices
from billing_app.services.crediting import credit, credit_without_line
from billing_app.services.put_charges import put_charges
from domain_kit.money import Money

REASON = "Cover that was charged for and ended or became cheaper"


@dataclasses.dataclass(slots=True)
class _Group:
    """
    What waits of one source and month, of one payer.
    """

    charges: list[models.Charge]

    @property
    def total(self) -> Decimal:
        return sum((charge.amount for charge in self.charges), Decimal())


def give_back(
    account: models.BillingAccount,
    payer: Payer,
    waiting: QuerySet[models.Charge],
    issued_on: dt.date,
) -> list[UUID]:
    """
    Document every source and month of which more of a payer's waits to be given back than to be
    asked for, on what asked that payer for it; the charges that are left, to be asked for. The
    account is locked.
    """
    groups: dict[tuple[UUID, dt.date], _Group] = {}
    for charge in waiting.order_by("month", "employee_reference", "created_at", "id"):
        key = (charge.source_id, charge.month)
        groups.setdefault(key, _Group([])).charges.append(charge)
    less = {key: group for key, group in groups.items() if group.total < 0}
    billed = _billed(account, payer, less)
    invoices = lock_invoices(
        account, {line.invoice_id for rows in billed.values() for line in rows}
    )
    for key in list(less):
        if _off_draft(less[key], billed[key], invoices):
            del less[key]
    _credit(account, less, billed, invoices, issued_on)
    return [charge.pk for group in groups.values() if group.total >= 0 for charge in group.charges]


def _billed(
    account: models.BillingAccount, payer: Payer, groups: dict[tuple[UUID, dt.date], _Group]
) -> dict[tuple[UUID, dt.date], list[models.InvoiceLine]]:
    found = defaultdict(list)
    sources = {source for source, _ in groups}
    charges = models.Charge.objects.filter(
        account=account,
        payer=payer.value,
        source_id__in=sources,
        line__isnull=False,
        amount__gt=0,
    )
    for charge in charges.select_related("line").order_by("created_at", "id"):
        key = (charge.source_id, charge.month)
        if key in groups and charge.line is not None:
            found[key].append(charge.line)
    return found


def _off_draft(
    group: _Group, lines: list[models.InvoiceLine], invoices: dict[UUID, models.Invoice]
) -> bool:
    """
    Put the charges on a draft that asks for them, unless it would ask for less than nothing.
    """
    for line in lines:
        invoice = invoices[line.invoice_id]
        if invoice.status != InvoiceStatus.DRAFT:
            continue
        asked = models.InvoiceLine.objects.filter(invoice=invoice).exclude(kind=ChargeKind.TAX)
        if asked.aggregate(total=Sum("amount"))["total"] + group.total < 0:
            continue
        put_charges(
            invoice,
            month=group.charges[0].month,
            charges=[charge.pk for charge in group.charges],
        )
        return True
    return False


def _credit(
    account: models.BillingAccount,
    groups: dict[tuple[UUID, dt.date], _Group],
    billed: dict[tuple[UUID, dt.date], list[models.InvoiceLine]],
    invoices: dict[UUID, models.Invoice],
    issued_on: dt.date,
) -> None:
    asked = {
        line.pk: line
        for key in groups
        for line in billed[key]
        if invoices[line.invoice_id].finalised_at is not None
        and invoices[line.invoice_id].status != InvoiceStatus.VOID
    }
    room = {line.id: line for line in billed_lines(asked, account.currency)}
    wanted: dict[UUID, dict[UUID, Money]] = defaultdict(dict)
    of_charge: dict[UUID, UUID] = {}
    documents: list[tuple[_Group, UUID]] = []
    for key, group in groups.items():
        lines = [room[line.pk] for line in billed[key] if line.pk in room]
        owed = money(-group.total, account.currency)
        parts, rest = spread(lines, owed)
        first = group.charges[-1]
        for line_id, part in parts.items():
            invoice_id = asked[line_id].invoice_id
            wanted[invoice_id][line_id] = part
            of_charge[line_id] = first.pk
            room[line_id] = _less(room[line_id], part)
        if parts:
            documents.append((group, asked[next(iter(parts))].invoice_id))
        elif lines:
            # A note that somebody issued gave it back before: nothing is owed twice.
            _link(group, _note_of(lines))
        else:
            note = credit_without_line(
                account,
                rest,
                description=first.description,
                charge_id=first.pk,
                issued_on=issued_on,
                reason=REASON,
            )
            _link(group, note)
    notes = {
        invoice_id: credit(
            account,
            invoices[invoice_id],
            parts,
            issued_on=issued_on,
            reason=REASON,
            charges={line_id: of_charge[line_id] for line_id in parts},
        )
        for invoice_id, parts in sorted(wanted.items())
    }
    for group, invoice_id in documents:
        _link(group, notes[invoice_id])


def _less(line: BilledLine, part: Money) -> BilledLine:
    return dataclasses.replace(line, credited=line.credited + part)


def _note_of(lines: list[BilledLine]) -> models.CreditNote:
    ids = [line.id for line in lines]
    return models.CreditNote.objects.filter(lines__source_line__in=ids).latest("issued_at")


def _link(group: _Group, note: models.CreditNote) -> None:
    ids = [charge.pk for charge in group.charges]
    models.Charge.objects.filter(pk__in=ids).update(credit_note=note)
