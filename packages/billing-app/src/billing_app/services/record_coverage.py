"""
Charge for cover that has just changed, in the transaction that changed it.
"""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.db import connections, router

from billing_app import models
from billing_app.data import Charge, CoverageLine
from billing_app.errors import AccountNotFound
from billing_app.queries.values import charge_value
from billing_app.services.charge_cover import difference, require_currency
from billing_app.services.once import key_holder, stored_ids
from domain_kit.actor import Actor, Role
from domain_kit.compiled import Compiled, CompiledInsert
from domain_kit.idempotency import JsonValue, once_answering
from domain_kit.periods import Period

# Looked up and locked at once. What is charged is asked afterwards: a statement that waits for the
# lock sees the charges as they were before it waited.
_ACCOUNT: Compiled[models.BillingAccount] = Compiled(
    lambda employer: models.BillingAccount.objects.filter(employer_id=employer).select_for_update()
)
_CHARGES = CompiledInsert(models.Charge)
_CHARGED = """
    SELECT month, sum(amount), count(*) FROM billing_app_charge
    WHERE account_id = %s AND source_id = %s
    GROUP BY month
"""


def record_coverage(
    *, actor: Actor, idempotency_key: str, line: CoverageLine, month: dt.date
) -> tuple[Charge, ...]:
    """
    Charge the difference for the month of `month` and for each month charged before (C-25).

    Nothing is charged twice: running again adds nothing. Inside another command a refusal undoes
    that one as well, so that cover and its charge commit together.

    Raises:
        AccountNotFound: if the employer has no billing account.
        CurrencyMismatch: if the cover is priced in another currency.
        NotPermitted: unless finance, operator or the system, of that employer.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    actor.require_employer(line.employer_id)
    return once_answering(
        models.CommandRecord,
        actor=key_holder(actor, line.employer_id),
        idempotency_key=idempotency_key,
        command="record_coverage",
        request={
            "source": str(line.source_id),
            "coverage": str(line.coverage),
            "monthly": str(line.monthly),
            "employee": line.employee_id,
            "description": line.description,
            "month": f"{month:%Y-%m}",
        },
        execute=lambda: _charge(line, month),
        encode=lambda charges: [str(charge.id) for charge in charges],
        decode=_charges,
        former_scope=str(line.employer_id),
    )


def _charge(line: CoverageLine, month: dt.date) -> tuple[Charge, ...]:
    using = router.db_for_write(models.Charge)
    account = _ACCOUNT.first(employer=line.employer_id, using=using)
    if account is None:
        raise AccountNotFound(line.employer_id)
    require_currency(account, line)
    charged = _charged(account, line.source_id, using)
    rows = []
    for first in sorted({month.replace(day=1), *charged}):
        amount, number = charged.get(first, (Decimal(), 0))
        row = difference(account, line, Period.month(first), charged=amount, number=number)
        if row is not None:
            rows.append(row)
    _CHARGES.insert(*rows, using=using)
    return tuple(charge_value(row) for row in rows)


def _charged(
    account: models.BillingAccount, source_id: UUID, using: str
) -> dict[dt.date, tuple[Decimal, int]]:
    with connections[using].cursor() as cursor:
        cursor.execute(_CHARGED, [account.pk, source_id])
        return {month: (amount, number) for month, amount, number in cursor.fetchall()}


def _charges(stored: JsonValue) -> tuple[Charge, ...]:
    rows = models.Charge.objects.select_related("account").filter(pk__in=stored_ids(stored))
    return tuple(charge_value(row) for row in rows.order_by("month"))
