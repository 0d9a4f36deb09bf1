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
FEW = 10
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
    unallocated: Money | None = None


def invoices(actor: Actor, employer_id: UUID, after: UUID | None) -> InvoicePage:
    """
    A page of invoices: the newest first, except in releases that page oldest first.

    Raises:
        InvoiceNotFound: if `after` is no invoice of the employer.
    """
    asked: dict[str, Any] = {"actor": actor, "employer_id": employer_id}
    if "limit" in _LISTS:
        if "newest_first" in _LISTS:
            asked["newest_first"] = True
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


def runs(actor: Actor, employer_id: UUID) -> Sequence[Any]:
    """
    The last runs that billed the employer; none in releases that do not keep them.
    """
    if not hasattr(billing, "list_runs"):
        return ()
    return _some(billing.list_runs, actor, employer_id)


def alerts(actor: Actor, employer_id: UUID) -> Sequence[Any]:
    """
    What waits for a person: a transfer that belongs to no invoice, an outcome that cannot be.
    """
    if not hasattr(billing, "list_alerts"):
        return ()
    return _some(billing.list_alerts, actor, employer_id)


def credit_notes(actor: Actor, employer_id: UUID) -> Sequence[Any]:
    """
    The last credit notes; none in releases without them.
    """
    if not hasattr(billing, "list_credit_notes"):
        return ()
    return _some(billing.list_credit_notes, actor, employer_id)


def _some(listing: Any, actor: Actor, employer_id: UUID) -> Sequence[Any]:
    known = inspect.signature(listing).parameters
    more = {"limit": FEW, "newest_first": True}
    given = {name: value for name, value in more.items() if name in known}
    return tuple(listing(actor=actor, employer_id=employer_id, **given))[:FEW]
