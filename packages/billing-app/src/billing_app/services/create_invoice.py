"""
Draft an invoice from given lines.
"""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from billing_app import models
from billing_app.data import Invoice, NewLine
from billing_app.errors import AccountNotFound, EmptyInvoice
from billing_app.queries.invoices import get_invoice
from billing_app.queries.values import stored
from billing_app.rules.employees import employee_of
from billing_app.rules.usable import require_amount, require_day, require_text
from billing_app.services.once import once_at
from domain_kit.actor import Actor, Role
from domain_kit.idempotency import JsonValue
from domain_kit.money import CurrencyMismatch, Money


class InvoiceService:
    """
    Commands that make invoices.
    """

    @staticmethod
    def create(
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
            EmptyInvoice: if there is no line.
            CurrencyMismatch: if a line is in another currency than the account's.
            AmountNotStorable: if a line or the total is larger than billing can keep.
            DateOutOfRange: if a day is centuries away.
            UnusableValue: if a description or an employee's identifier cannot be kept.
            NotPermitted: unless finance or operator.
            IdempotencyConflict: if the key was used for something else.
        """
        account = actor.scope(models.BillingAccount.objects).filter(pk=account_id).first()
        if account is None:
            actor.require_role(Role.FINANCE, Role.OPERATOR)
            raise AccountNotFound(account_id)

        def execute() -> UUID:
            actor.require_role(Role.FINANCE, Role.OPERATOR)
            require_usable(account, lines, issued_on)
            return draft(account, lines, issued_on).id

        invoice_id = once_at(
            account.employer_id,
            "create_invoice",
            actor=actor,
            idempotency_key=idempotency_key,
            request={
                "account": str(account_id),
                "issued_on": str(issued_on),
                "lines": [_asked(line) for line in lines],
            },
            execute=execute,
        )
        return get_invoice(actor=actor, invoice_id=invoice_id)


def require_usable(
    account: models.BillingAccount, lines: Sequence[NewLine], issued_on: dt.date
) -> None:
    """
    Refuse what cannot be an invoice of the account; see `InvoiceService.create`.
    """
    require_day("issued_on", issued_on)
    if not lines:
        raise EmptyInvoice(account.pk)
    total = Money.zero(account.currency)
    for line in lines:
        if line.amount.currency != account.currency:
            raise CurrencyMismatch(account.currency, line.amount.currency)
        require_text("description", line.description, longest=300)
        if line.employee_id is not None:
            require_text("employee_id", str(line.employee_id), longest=64, shortest=1)
        require_amount(line.amount)
        if line.period is not None:
            require_day("period", line.period.start)
            if line.period.last is not None:
                require_day("period", line.period.last)
        total += line.amount
    require_amount(total)


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
        purchase_order=account.purchase_order,
    )
    models.InvoiceLine.objects.bulk_create(
        models.InvoiceLine(
            invoice=invoice,
            position=position,
            description=line.description,
            employee_reference=None if line.employee_id is None else str(line.employee_id),
            amount=stored(line.amount),
            starts_on=line.period.start if line.period else None,
            ends_on=line.period.last if line.period else None,
            tax_category=line.tax_category,
        )
        for position, line in enumerate(lines, start=1)
    )
    return invoice


def _asked(line: NewLine) -> JsonValue:
    # As releases before 2.4.0 stored it, so that their retries are known.
    employee = None if line.employee_id is None else employee_of(str(line.employee_id))
    return [line.description, str(line.amount), employee, str(line.period)]
