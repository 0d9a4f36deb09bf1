"""
What does finance see of an employer's account, as far as the installed billing-app can tell it?
"""

import dataclasses
import inspect
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from billing_app import api as billing
from domain_kit.actor import Actor
from domain_kit.money import Money

PAGE = 50
# The words of releases before and since 3.0.
OWED = ("sent", "open")

_LISTS = inspect.signature(billing.list_invoices).parameters


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class InvoicePage:
    """
    Some of an employer's invoices, and behind which one the next page begins.
    """

    rows: Sequence[billing.Invoice]
    after: UUID | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """
    What is due on invoices, what waits to be invoiced, and what was received and belongs to none.
    """

    due: Money
    waiting: Money
    waiting_charges: int
    overdue: Money | None = None
    unallocated: Money | None = None


def statuses() -> tuple[str, ...]:
    """
    What a list of invoices can be narrowed to; nothing in releases that cannot.
    """
    return tuple(each.value for each in billing.InvoiceStatus) if "status" in _LISTS else ()


def invoices(actor: Actor, employer_id: UUID, after: UUID | None, status: str = "") -> InvoicePage:
    """
    A page of invoices, of one status if one is named: the newest first, except in releases that
    page oldest first. They may be without their lines.

    Raises:
        InvoiceNotFound: if `after` is no invoice of the employer.
    """
    asked: dict[str, Any] = {"actor": actor, "employer_id": employer_id}
    if "limit" in _LISTS:
        if "newest_first" in _LISTS:
            asked["newest_first"] = True
        if "status" in _LISTS:
            asked |= {"status": billing.InvoiceStatus(status) if status else None}
            asked["with_lines"] = False
        rows = list(billing.list_invoices(**asked, limit=PAGE + 1, after=after))
    else:
        rows = _behind(list(reversed(billing.list_invoices(**asked))), after)
    more = len(rows) > PAGE
    return InvoicePage(rows=rows[:PAGE], after=rows[PAGE - 1].id if more else None)


def _behind(rows: list[Any], after: UUID | None) -> list[Any]:
    if after is None:
        return rows[: PAGE + 1]
    places = [place for place, row in enumerate(rows) if row.id == after]
    if not places:
        raise billing.InvoiceNotFound(after)
    return rows[places[0] + 1 :][: PAGE + 1]


def sums(actor: Actor, account: billing.Account) -> Sums | None:
    """
    The account's sums; None where they would take a walk through every invoice there is.
    """
    employer_id = account.employer_id
    if hasattr(billing, "account_summary"):
        told = billing.account_summary(actor=actor, employer_id=employer_id)
        return Sums(
            due=told.due,
            waiting=told.waiting,
            waiting_charges=told.waiting_charges,
            overdue=told.overdue,
            unallocated=told.unallocated,
        )
    if "limit" in _LISTS:
        return None
    nothing = Money.zero(account.currency)
    listed = billing.list_invoices(actor=actor, employer_id=employer_id)
    charges = billing.list_charges(actor=actor, employer_id=employer_id)
    waiting = [charge.amount for charge in charges if not charge.invoiced]
    return Sums(
        due=sum((each.due for each in listed if is_owed(each)), nothing),
        waiting=sum(waiting, nothing),
        waiting_charges=len(waiting),
    )


def is_owed(invoice: Any) -> bool:
    """
    Whether money may still come in for an invoice.
    """
    return str(invoice.status) in OWED
