"""
Which invoices and charges has an employer?
"""

import datetime as dt
import warnings
from collections.abc import Iterable, Sized
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum

from billing_app import models
from billing_app.data import Account, Charge, ChargeKind, Invoice, InvoiceLine, InvoiceStatus
from billing_app.errors import AccountNotFound, ChargeNotFound, InvoiceNotFound, LineNotFound
from billing_app.queries.values import (
    account_value,
    charge_value,
    currency_of,
    invoice_head,
    invoice_value,
    line_value,
)
from domain_kit.actor import Actor, Role

MANY = 1_000
"""How long an answer may be that nobody limited."""
_READERS = (Role.FINANCE, Role.OPERATOR)
_ASKED = Subquery(
    models.InvoiceLine.objects.filter(invoice=OuterRef("pk"))
    .order_by()
    .values("invoice")
    .annotate(sum=Sum("amount"))
    .values("sum")
)


def visible_invoices(actor: Actor) -> QuerySet[models.Invoice]:
    """
    The invoices of the actor's employers, with all a value needs, in three statements.
    """
    rows = models.Invoice.objects.select_related("account").prefetch_related("lines", "allocations")
    scoped: QuerySet[models.Invoice] = actor.scope(rows, "account__employer_id")
    return scoped


def employer_of(actor: Actor, invoice_id: UUID) -> UUID:
    """
    Whose invoice it is.

    Raises:
        InvoiceNotFound: if it is none of the actor's employers'.
    """
    rows = actor.scope(models.Invoice.objects, "account__employer_id").filter(pk=invoice_id)
    found: UUID | None = rows.values_list("account__employer_id", flat=True).first()
    if found is None:
        raise InvoiceNotFound(invoice_id)
    return found


def account_for(*, actor: Actor, employer_id: UUID) -> Account:
    """
    The employer's account.

    Raises:
        AccountNotFound: if it has none.
        NotPermitted: unless finance or operator of the employer.
    """
    actor.require_role(*_READERS)
    actor.require_employer(employer_id)
    row = models.BillingAccount.objects.filter(employer_id=employer_id).first()
    if row is None:
        raise AccountNotFound(employer_id)
    return account_value(row)


def get_invoice(*, actor: Actor, invoice_id: UUID, with_lines: bool = True) -> Invoice:
    """
    One invoice; not `with_lines` as `list_invoices` says, and `list_invoice_lines` has them.

    Raises:
        InvoiceNotFound: if the actor can see no such invoice.
        RoleForbidden: unless finance or operator.
    """
    actor.require_role(*_READERS)
    rows = visible_invoices(actor)
    if not with_lines:
        rows = rows.prefetch_related(None).prefetch_related("allocations").annotate(asked=_ASKED)
    row = rows.filter(pk=invoice_id).first()
    if row is None:
        raise InvoiceNotFound(invoice_id)
    return invoice_value(row) if with_lines else invoice_head(row)


def list_invoice_lines(
    *,
    actor: Actor,
    invoice_id: UUID,
    limit: int = 50,
    after: UUID | None = None,
    employee_ids: Iterable[int | str] | None = None,
    taxes: bool | None = None,
) -> tuple[InvoiceLine, ...]:
    """
    Lines of an invoice in their order, `limit` of them behind the line `after`: those of some
    employees, if given; taxes alone, or all but taxes, if `taxes` says so.

    Raises:
        InvoiceNotFound: if the actor can see no such invoice.
        LineNotFound: if `after` is no line of the invoice.
        RoleForbidden: unless finance or operator.
    """
    actor.require_role(*_READERS)
    invoices = actor.scope(models.Invoice.objects, "account__employer_id")
    invoice = invoices.select_related("account").filter(pk=invoice_id).first()
    if invoice is None:
        raise InvoiceNotFound(invoice_id)
    rows = models.InvoiceLine.objects.filter(invoice=invoice)
    if after is not None:
        place = rows.filter(pk=after).values_list("position", flat=True).first()
        if place is None:
            raise LineNotFound(after)
        rows = rows.filter(position__gt=place)
    if employee_ids is not None:
        rows = rows.filter(employee_reference__in=[str(each) for each in employee_ids])
    if taxes is not None:
        tax = Q(kind=ChargeKind.TAX.value)
        rows = rows.filter(tax if taxes else ~tax)
    currency = currency_of(invoice)
    return tuple(line_value(row, currency) for row in rows.order_by("position")[:limit])


def list_invoices(
    *,
    actor: Actor,
    employer_id: UUID,
    limit: int | None = None,
    after: UUID | None = None,
    newest_first: bool = False,
    status: InvoiceStatus | None = None,
    with_lines: bool = True,
) -> tuple[Invoice, ...]:
    """
    An employer's invoices, oldest first unless `newest_first`, those of one `status` if given;
    `limit` of them behind the invoice `after`. Not `with_lines` they are read without them: `lines`
    is empty, the total is the same, and an invoice of thousands costs what one of few does.

    Without a limit it is all of them, and a DeprecationWarning if those are more than 1,000: from 4.0.0
    on it is as many. Give a limit, and ask for the next page behind the last one.

    Raises:
        InvoiceNotFound: if `after` is no invoice of the employer.
        NotPermitted: unless finance or operator of the employer.
    """
    actor.require_role(*_READERS)
    actor.require_employer(employer_id)
    # By the account, not through it: its invoices are read in their order from the index.
    rows = models.Invoice.objects.select_related("account").prefetch_related("allocations")
    rows = rows.prefetch_related("lines") if with_lines else rows.annotate(asked=_ASKED)
    rows = rows.filter(account_id=_account_id(employer_id))
    if status is not None:
        rows = rows.filter(status=status.value)
    if after is not None:
        place = rows.filter(pk=after).values_list("issued_on", flat=True).first()
        if place is None:
            raise InvoiceNotFound(after)
        rows = rows.filter(_behind("issued_on", place, after, newest_first=newest_first))
    rows = rows.order_by(*(("-issued_on", "-id") if newest_first else ("issued_on", "id")))
    value = invoice_value if with_lines else invoice_head
    found = tuple(value(row) for row in (rows if limit is None else rows[:limit]))
    _warn_of_many("list_invoices", found, limit)
    return found


def list_charges(
    *,
    actor: Actor,
    employer_id: UUID,
    month: dt.date | None = None,
    limit: int | None = None,
    after: UUID | None = None,
) -> tuple[Charge, ...]:
    """
    An employer's charges, those of one month if given, in the order they arose; `limit` of them
    behind the charge `after`.

    Without a limit it is all of them, and a DeprecationWarning if those are more than 1,000: from 4.0.0
    on it is as many. Give a limit, and ask for the next page behind the last one.

    Raises:
        ChargeNotFound: if `after` is no charge of the employer.
        NotPermitted: unless finance or operator of the employer.
    """
    actor.require_role(*_READERS)
    actor.require_employer(employer_id)
    rows = models.Charge.objects.filter(account_id=_account_id(employer_id))
    if month is not None:
        rows = rows.filter(month=month.replace(day=1))
    if after is not None:
        place = rows.filter(pk=after).values_list("created_at", flat=True).first()
        if place is None:
            raise ChargeNotFound(after)
        rows = rows.filter(_behind("created_at", place, after))
    ordered = rows.select_related("account").order_by("created_at", "id")
    found = tuple(charge_value(row) for row in (ordered if limit is None else ordered[:limit]))
    _warn_of_many("list_charges", found, limit)
    return found


def _warn_of_many(name: str, found: Sized, limit: int | None) -> None:
    if limit is None and len(found) > MANY:
        warnings.warn(
            f"{name}() answered {len(found)} rows at once. From billing-app 4.0.0 on it answers "
            f"{MANY} without a limit: give limit=, and after= the last row's id for the next page.",
            DeprecationWarning,
            stacklevel=3,
        )


def _account_id(employer_id: UUID) -> UUID | None:
    rows = models.BillingAccount.objects.filter(employer_id=employer_id)
    found: UUID | None = rows.values_list("pk", flat=True).first()
    return found


def _behind(field: str, place: dt.date, last: UUID, *, newest_first: bool = False) -> Q:
    # Both parts: the first lets the index find the place, the second tells rows of one day apart.
    way = "lt" if newest_first else "gt"
    return Q(**{f"{field}__{way}e": place}) & (
        Q(**{f"{field}__{way}": place}) | Q(**{field: place, f"id__{way}": last})
    )
