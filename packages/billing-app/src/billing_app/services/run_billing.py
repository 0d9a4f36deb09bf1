"""
Bill an employer for a month: charge what is not charged yet, and draft one invoice of it.
"""

import datetime as dt
from uuid import UUID

from billing_app import conf, models
from billing_app.data import Invoice, NewLine
from billing_app.errors import AccountNotFound
from billing_app.queries.invoices import get_invoice
from billing_app.services.charge_cover import charge_cover, lock_account
from billing_app.services.create_invoice import draft
from billing_app.services.once import run_listed
from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from domain_kit.periods import Period


def run_billing(
    *, actor: Actor, idempotency_key: str, employer_id: UUID, month: dt.date, issued_on: dt.date
) -> Invoice | None:
    """
    Charge the month's cover and invoice every charge that is on no invoice yet, up to that month.

    None if there is nothing to invoice, or more to give back than to ask for: then the charges
    wait for the next run, since an invoice is never negative (C-32).

    Raises:
        AccountNotFound: if the employer has no billing account.
        NotPermitted: unless finance or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    actor.require_employer(employer_id)
    account = models.BillingAccount.objects.filter(employer_id=employer_id).first()
    if account is None:
        raise AccountNotFound(employer_id)
    period = Period.month(month)
    # Asked before the transaction opens: a slow neighbour must not hold our locks.
    cover = tuple(conf.coverage_source.resolve().coverage(employer_id=employer_id, month=period))

    def execute() -> list[UUID]:
        locked = lock_account(account.pk)
        for line in cover:
            charge_cover(locked, line, period)
        invoice = _invoice(locked, period, issued_on)
        return [invoice.id] if invoice else []

    ids = run_listed(
        "run_billing",
        employer_id=employer_id,
        idempotency_key=idempotency_key,
        request={"month": f"{period.start:%Y-%m}", "issued_on": str(issued_on)},
        execute=execute,
    )
    return get_invoice(actor=actor, invoice_id=ids[0]) if ids else None


def _invoice(
    account: models.BillingAccount, period: Period, issued_on: dt.date
) -> models.Invoice | None:
    waiting = models.Charge.objects.filter(account=account, line=None, month__lte=period.start)
    charges = list(waiting.order_by("month", "employee_reference", "created_at", "id"))
    if sum(charge.amount for charge in charges) <= 0:
        return None
    invoice = draft(
        account,
        [
            NewLine(
                description=charge.description,
                amount=Money.of(charge.amount, account.currency),
                employee_id=charge.employee_reference,
                period=Period.month(charge.month),
            )
            for charge in charges
        ],
        issued_on,
    )
    for charge, line in zip(charges, invoice.lines.order_by("position"), strict=True):
        charge.line = line
    models.Charge.objects.bulk_update(charges, ["line"], batch_size=1_000)
    return invoice
