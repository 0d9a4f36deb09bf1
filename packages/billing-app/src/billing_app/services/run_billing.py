"""
Bill an employer for a month: charge what is not charged yet, and draft one invoice of it.
"""

import datetime as dt
from uuid import UUID

from billing_app import models
from billing_app.data import BillingRun, Invoice
from billing_app.errors import AccountNotFound
from billing_app.queries.invoices import get_invoice
from billing_app.queries.runs import run_value
from billing_app.rules.usable import require_day
from billing_app.services.carry_on import carry_on
from billing_app.services.once import once_listed
from billing_app.services.transition import require_not_held
from domain_kit.actor import Actor, Role
from domain_kit.periods import Period


def run_billing(
    *, actor: Actor, idempotency_key: str, employer_id: UUID, month: dt.date, issued_on: dt.date
) -> Invoice | None:
    """
    Charge the cover of every open month up to `month` and draft invoices of every charge that is on
    no document yet: the employer's is answered, or else the employees' one.

    Desired minus charged (C-25): a month whose run was forgotten, a start in the past and a late
    correction are caught up by the next run, and running again adds nothing. It works in short
    transactions; a run that was killed goes on under the same key, and its rest is also any other
    run's. None if there is nothing to ask for, or more to give back: then the charges wait, since an
    invoice is never negative (C-32).

    Raises:
        AccountNotFound: if the employer has no billing account.
        BillingSuspended: if the account is on hold, or this run parks it.
        CoverageNotRead: if the coverage source fails; nothing was charged by this run.
        TooManyMonths: if more than ten years are open.
        DateOutOfRange: if a day is centuries away.
        NotPermitted: unless finance or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """
    answer = _answer(
        actor=actor,
        idempotency_key=idempotency_key,
        employer_id=employer_id,
        month=month,
        issued_on=issued_on,
    )
    if answer is None:
        return None
    run = models.BillingRun.objects.filter(pk=answer).first()
    # Before 2.4.0 the answer was the invoice itself.
    drafted = answer if run is None else run.invoice_id
    return get_invoice(actor=actor, invoice_id=drafted) if drafted else None


def bill_employer(
    *, actor: Actor, idempotency_key: str, employer_id: UUID, month: dt.date, issued_on: dt.date
) -> BillingRun | None:
    """
    `run_billing`, answering the run and not its invoice. None if the key is one of a release before
    2.4.0, which kept no runs.

    Raises:
        BillingError, NotPermitted, IdempotencyConflict: see `run_billing`.
    """
    answer = _answer(
        actor=actor,
        idempotency_key=idempotency_key,
        employer_id=employer_id,
        month=month,
        issued_on=issued_on,
    )
    row = models.BillingRun.objects.select_related("account").filter(pk=answer).first()
    return None if row is None else run_value(row)


def _answer(
    *, actor: Actor, idempotency_key: str, employer_id: UUID, month: dt.date, issued_on: dt.date
) -> UUID | None:
    require_day("month", month)
    period = Period.month(month)

    def begin() -> list[UUID]:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        actor.require_employer(employer_id)
        require_day("issued_on", issued_on)
        account = models.BillingAccount.objects.filter(employer_id=employer_id).first()
        if account is None:
            raise AccountNotFound(employer_id)
        require_not_held(account)
        run = models.BillingRun.objects.create(
            account=account, month=period.start, issued_on=issued_on
        )
        return [run.id]

    ids = once_listed(
        employer_id,
        "run_billing",
        actor=actor,
        idempotency_key=idempotency_key,
        request={"month": f"{period.start:%Y-%m}", "issued_on": str(issued_on)},
        execute=begin,
    )
    if ids and models.BillingRun.objects.filter(pk=ids[0]).exists():
        carry_on(ids[0])
    return ids[0] if ids else None
