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
from host.portal.finance.people import names_of
from host.portal.finance.releases import NARROWS

# How many people's lines a page shows.
PEOPLE = 30


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
    An invoice's lines as they are read: some of its people, its taxes, and the sum before them.
    """

    people: tuple[Person, ...]
    count: int
    taxes: tuple[Any, ...]
    net: Money


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """
    Some of a payment that belongs, or belonged, to an invoice.
    """

    receipt: Any
    allocation: Any


def paper(invoice: billing.Invoice, *, first: int = 0, named: str = "") -> Paper:
    """
    The lines of `PEOPLE` people from the one at place `first`, of those whose name has `named` in it.
    """
    taxes = tuple(line for line in invoice.lines if _is_tax(line))
    net = [line for line in invoice.lines if not _is_tax(line)]
    names = names_of(line.employee_id for line in net)
    theirs: dict[str | None, list[Any]] = {}
    for line in net:
        key = None if line.employee_id is None else str(line.employee_id)
        theirs.setdefault(key, []).append(line)
    zero = Money.zero(invoice.total.currency)
    people = [
        Person(
            name=names.get(key or "", key or ""),
            lines=tuple(lines),
            total=sum((line.amount for line in lines), zero),
        )
        for key, lines in theirs.items()
    ]
    if named:
        people = [each for each in people if named.casefold() in each.name.casefold()]
    people.sort(key=lambda each: each.name.casefold())
    return Paper(
        people=tuple(people[first : first + PEOPLE]),
        count=len(people),
        taxes=taxes,
        net=sum((line.amount for line in net), zero),
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
