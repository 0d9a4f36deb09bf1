"""
Charge for cover that has just changed, in the transaction that changed it.
"""

import datetime as dt
from uuid import UUID

from billing_app import models
from billing_app.data import Charge, CoverageLine
from billing_app.errors import AccountNotFound
from billing_app.queries.values import charge_value
from billing_app.services.charge_cover import charge_cover, lock_account
from billing_app.services.once import run_listed
from domain_kit.actor import Actor, Role
from domain_kit.periods import Period


def record_coverage(
    *, actor: Actor, idempotency_key: str, line: CoverageLine, month: dt.date
) -> tuple[Charge, ...]:
    """
    Charge the difference for the month of `month` and for each month charged before (C-25).

    Nothing is charged twice: running again adds nothing.

    Raises:
        AccountNotFound: if the employer has no billing account.
        CurrencyMismatch: if the cover is priced in another currency.
        NotPermitted: unless finance, operator or the system, of that employer.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    actor.require_employer(line.employer_id)
    account = models.BillingAccount.objects.filter(employer_id=line.employer_id).first()
    if account is None:
        raise AccountNotFound(line.employer_id)

    def execute() -> list[UUID]:
        locked = lock_account(account.pk)
        charged = models.Charge.objects.filter(account=account, source_id=line.source_id)
        months = {month.replace(day=1), *charged.values_list("month", flat=True)}
        made = [charge_cover(locked, line, Period.month(first)) for first in sorted(months)]
        return [charge.id for charge in made if charge]

    ids = run_listed(
        "record_coverage",
        employer_id=line.employer_id,
        idempotency_key=idempotency_key,
        request={
            "source": str(line.source_id),
            "coverage": str(line.coverage),
            "monthly": str(line.monthly),
            "employee": line.employee_id,
            "description": line.description,
            "month": f"{month:%Y-%m}",
        },
        execute=execute,
    )
    rows = models.Charge.objects.select_related("account").filter(pk__in=ids)
    return tuple(charge_value(row) for row in rows.order_by("month"))
