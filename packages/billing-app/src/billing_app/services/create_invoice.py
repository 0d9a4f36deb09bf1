"""
Draft an invoice from given lines.
"""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from billing_app import models
from billing_app.data import Invoice, NewLine
from billing_app.errors import AccountNotFound
from billing_app.queries.invoices import get_invoice
from billing_app.services.once import once
from domain_kit.actor import Actor, Role
from domain_kit.money import CurrencyMismatch


def create_invoice(
    *,
    actor: Actor,
    idempotency_key: str,
    account_id: UUID,
    lines: Sequence[NewLine],
    issued_on: dt.date,
) -> Invoice:
    """
    Draft an invoice, due `terms_days` after `issued_on`.

    Raises:
        AccountNotFound: if the actor can see no such account.
        CurrencyMismatch: if a line is in another currency than the account's.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    account = actor.scope(models.BillingAccount.objects).filter(pk=account_id).first()
    if account is None:
        raise AccountNotFound(account_id)
    for line in lines:
        if line.amount.currency != account.currency:
            raise CurrencyMismatch(account.currency, line.amount.currency)
    invoice_id = once(
        "create_invoice",
        employer_id=account.employer_id,
        idempotency_key=idempotency_key,
        request={
            "account": str(account_id),
            "issued_on": str(issued_on),
            "lines": [
                [line.description, str(line.amount), line.employee_id, str(line.period)]
                for line in lines
            ],
        },
        execute=lambda: draft(account, lines, issued_on).id,
    )
    return get_invoice(actor=actor, invoice_id=invoice_id)


def draft(
    account: models.BillingAccount, lines: Sequence[NewLine], issued_on: dt.date
) -> models.Invoice:
    """
    Write a draft and its lines.
    """
    invoice = models.Invoice.objects.create(
        account=account,
        issued_on=issued_on,
        due_on=issued_on + dt.timedelta(days=account.terms_days),
        currency=account.currency,
    )
    models.InvoiceLine.objects.bulk_create(
        models.InvoiceLine(
            invoice=invoice,
            position=position,
            description=line.description,
            employee_id=line.employee_id,
            amount=line.amount.amount,
            starts_on=line.period.start if line.period else None,
            ends_on=line.period.last if line.period else None,
        )
        for position, line in enumerate(lines, start=1)
    )
    return invoice


class InvoiceService:
    """
    The same commands under one name.
    """

    create = staticmethod(create_invoice)
