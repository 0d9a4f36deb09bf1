"""
How is an invoice read: its people's lines together, taxes last, and what has become of its money?
"""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from billing_app import api as billing
from domain_kit.actor import Actor
from domain_kit.money import Money
from host.portal.finance.people import ids_named, names_of
from host.portal.finance.releases import NARROWS

# How many lines a page shows, without taxes.
LINES = 60


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """
    What an invoice asks for one person; without a name what belongs to nobody.
    """

    name: str
    lines: tuple[Any, ...]
    total: Money


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """
    An invoice's lines as they are read: those of some people, behind which line there are more, its
    taxes, and the sum before them.
    """

    people: tuple[Person, ...]
    after: UUID | None
    taxes: tuple[Any, ...]
    net: Money


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """
    Some of a payment that belongs, or belonged, to an invoice.
    """

    receipt: Any
    allocation: Any


def paper(
    actor: Actor, invoice: billing.Invoice, *, after: UUID | None = None, named: str = ""
) -> Paper:
    """
    `LINES` lines in the order of the paper, behind one, of those whose name has `named` in it.
    """
    page = lines_of(actor, invoice, limit=LINES + 1, after=after, named=named)
    shown = page[:LINES]
    taxes = _taxes(actor, invoice)
    return Paper(
        people=_people(shown, Money.zero(invoice.total.currency)),
        after=shown[-1].id if len(page) > LINES else None,
        taxes=tuple(taxes),
        net=invoice.total
        - sum((each.amount for each in taxes), Money.zero(invoice.total.currency)),
    )


def lines_of(
    actor: Actor,
    invoice: billing.Invoice,
    *,
    limit: int,
    after: UUID | None = None,
    named: str = "",
) -> Sequence[Any]:
    """
    An invoice's lines without taxes; releases that have no pages of them give them with the invoice.
    """
    wanted = ids_named(invoice.employer_id, named) if named else None
    if NARROWS:
        return billing.list_invoice_lines(
            actor=actor,
            invoice_id=invoice.id,
            limit=limit,
            after=after,
            employee_ids=wanted,
            taxes=False,
        )
    found = [line for line in invoice.lines if not _is_tax(line)]
    if wanted is not None:
        found = [line for line in found if str(line.employee_id) in wanted]
    places = [place for place, line in enumerate(found, start=1) if line.id == after]
    return found[places[0] if places else 0 :][:limit]


def _taxes(actor: Actor, invoice: billing.Invoice) -> Sequence[Any]:
    if NARROWS:
        return billing.list_invoice_lines(actor=actor, invoice_id=invoice.id, taxes=True)
    return [line for line in invoice.lines if _is_tax(line)]


def _people(lines: Sequence[Any], zero: Money) -> tuple[Person, ...]:
    names = names_of(line.employee_id for line in lines)
    theirs: dict[str, list[Any]] = {}
    for line in lines:
        theirs.setdefault("" if line.employee_id is None else str(line.employee_id), []).append(
            line
        )
    return tuple(
        Person(
            name=names.get(key, key),
            lines=tuple(found),
            total=sum((line.amount for line in found), zero),
        )
        for key, found in theirs.items()
    )


def _is_tax(line: Any) -> bool:
    return str(getattr(line, "kind", "")) == "tax"


def placed_on(actor: Actor, invoice: billing.Invoice) -> tuple[Placed, ...] | None:
    """
    The money that is or was on an invoice; None in releases that cannot say.
    """
    asked: Any = {"employer_id": invoice.employer_id, "invoice_id": invoice.id}
    if not NARROWS:
        return None
    receipts = billing.list_payments(actor=actor, limit=200, **asked)
    return tuple(
        Placed(receipt=receipt, allocation=allocation)
        for receipt in receipts
        for allocation in receipt.allocations
        if allocation.invoice_id == invoice.id
    )


def credited(notes: Iterable[Any]) -> dict[UUID, Money]:
    """
    What credit notes gave back of each line.
    """
    found: dict[UUID, Money] = {}
    for note in notes:
        for line in note.lines:
            if line.source_line_id is not None:
                before = found.get(line.source_line_id)
                found[line.source_line_id] = before + line.amount if before else line.amount
    return found


def notes_of(actor: Actor, invoice: billing.Invoice) -> Sequence[Any]:
    """
    The credit notes of an invoice; none in releases that cannot say.
    """
    if not NARROWS:
        return ()
    asked: Any = {"employer_id": invoice.employer_id, "invoice_id": invoice.id}
    return billing.list_credit_notes(actor=actor, limit=100, **asked)


def attempts_of(actor: Actor, invoice: billing.Invoice) -> Sequence[Any]:
    """
    The tries to collect an invoice, newest first; none in releases that cannot say.
    """
    if not NARROWS:
        return ()
    asked: Any = {"employer_id": invoice.employer_id, "invoice_id": invoice.id}
    return billing.list_attempts(actor=actor, limit=20, newest_first=True, **asked)
