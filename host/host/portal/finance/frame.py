"""
What stands around every page of finance: whose account it is, and which pages there are.
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from billing_app import api as billing
from domain_kit.actor import Actor, Role
from host.directory.days import today_in
from host.directory.models import Employer
from host.portal.finance.releases import HEAD
from host.portal.sections import sections

READERS = (Role.FINANCE, Role.OPERATOR)
SECTIONS: tuple[tuple[Any, str], ...] = (
    (_("Invoices"), "finance"),
    (_("Month end"), "month-end"),
    (_("Payments"), "payments"),
    (_("Collection"), "collection"),
    (_("Credit and refunds"), "credit"),
    (_("Who owes what"), "owing"),
    (_("Ledger"), "ledger"),
)


def framed(request: HttpRequest, actor: Actor, employer: Employer) -> dict[str, Any]:
    """
    What the template `portal/finance/page.html` shows around a page about an employer.
    """
    several = actor.role is Role.OPERATOR
    return {
        "employer": employer,
        "employer_id": employer.id,
        "employers": actor.scope(Employer.objects.all(), "id") if several else [employer],
        "zone": employer.time_zone,
        "today": today(employer),
        "sections": sections(
            SECTIONS, path=request.path, query=f"?employer={employer.id}" if several else ""
        ),
    }


def today(employer: Employer) -> dt.date:
    """
    The employer's own day.
    """
    return today_in(employer.time_zone)


def day_asked(request: HttpRequest, name: str, otherwise: dt.date) -> dt.date:
    """
    A day of the address, or another one where it says none.
    """
    try:
        return dt.date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return otherwise


def id_asked(request: HttpRequest, name: str) -> UUID | None:
    """
    An identifier of the address, if it has one.

    Raises:
        Http404: if it is none.
    """
    try:
        return UUID(request.GET[name]) if name in request.GET else None
    except ValueError as exc:
        raise Http404 from exc


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """
    A page of rows, and behind which the next one begins.
    """

    rows: Sequence[Any]
    after: Any


def page_of(found: Sequence[Any], limit: int) -> Rows:
    """
    The first `limit` of rows that were read with one more, to know whether there are more.
    """
    more = len(found) > limit
    return Rows(rows=found[:limit], after=found[limit - 1].id if more else None)


def invoice_of(actor: Actor, invoice_id: UUID) -> "tuple[billing.Invoice, Employer]":
    """
    An invoice and whose it is; without its lines, where the installed release can leave them out.

    Raises:
        Http404: if the actor can see no such invoice.
    """
    try:
        found = billing.get_invoice(actor=actor, invoice_id=invoice_id, **HEAD)
    except billing.InvoiceNotFound as exc:
        raise Http404 from exc
    return found, Employer.objects.get(pk=found.employer_id)
