"""
Which invoices and charges has an employer?
"""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from billing_app import models
from billing_app.data import Account, Charge, Invoice
from billing_app.errors import AccountNotFound, InvoiceNotFound
from billing_app.queries.values import account_value, charge_value, invoice_value
from domain_kit.actor import Actor, Role

_READERS = (Role.FINANCE, Role.OPERATOR)


def visible_invoices(actor: Actor) -> QuerySet[models.Invoice]:
    """
    The invoices of the actor's employers, with all a value needs, in four statements.
    """
    rows = models.Invoice.objects.select_related("account").prefetch_related("lines", "payments")
    scoped: QuerySet[models.Invoice] = actor.scope(rows, "account__employer_id")
    return scoped


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


def get_invoice(*, actor: Actor, invoice_id: UUID) -> Invoice:
    """
    One invoice.

    Raises:
        InvoiceNotFound: if the actor can see no such invoice.
        RoleForbidden: unless finance or operator.
    """
    actor.require_role(*_READERS)
    row = visible_invoices(actor).filter(pk=invoice_id).first()
    if row is None:
        raise InvoiceNotFound(invoice_id)
    return invoice_value(row)


def list_invoices(*, actor: Actor, employer_id: UUID) -> tuple[Invoice, ...]:
    """
    An employer's invoices, oldest first.

    Raises:
        NotPermitted: unless finance or operator of the employer.
    """
    actor.require_role(*_READERS)
    actor.require_employer(employer_id)
    rows = visible_invoices(actor).filter(account__employer_id=employer_id)
    return tuple(invoice_value(row) for row in rows)


def list_charges(
    *, actor: Actor, employer_id: UUID, month: dt.date | None = None
) -> tuple[Charge, ...]:
    """
    An employer's charges, those of one month if given, in the order they arose.

    Raises:
        NotPermitted: unless finance or operator of the employer.
    """
    actor.require_role(*_READERS)
    actor.require_employer(employer_id)
    rows = models.Charge.objects.filter(account__employer_id=employer_id)
    if month is not None:
        rows = rows.filter(month=month.replace(day=1))
    ordered = rows.select_related("account").order_by("created_at", "id")
    return tuple(charge_value(row) for row in ordered)
