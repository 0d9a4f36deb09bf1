"""
Charge for cover that has just changed, in the transaction that changed it.
"""

import datetime as dt
from typing import Any

from django.db import connections, router

from billing_app import models
from billing_app.data import Charge, ChargeKind, CoverageLine
from billing_app.errors import AccountNotFound
from billing_app.queries.values import charge_value, money
from billing_app.rules.employees import employee_of
from billing_app.rules.usable import require_day
from billing_app.services.difference import charge_change
from billing_app.services.once import key_holder, stored_ids
from billing_app.services.telling import TOLD, group_of, told_row
from domain_kit.actor import Actor, Role
from domain_kit.idempotency import JsonValue, once_answering
from domain_kit.periods import Period

# The account, locked, and a number for what it is told: a run that asked its source before knows by
# it that this is newer.
_ACCOUNT = """
    UPDATE billing_app_account SET coverage_serial = coverage_serial + 1 WHERE employer_id = %s
    RETURNING id, currency, coverage_serial, locked_through
"""
_COVER = f"""
    WITH others AS (
        UPDATE billing_app_cover SET changed = true
        WHERE account_id = %s AND employee_reference = %s AND group_key = %s AND source_id <> %s
            AND NOT changed
    )
    INSERT INTO billing_app_cover ({", ".join(TOLD)}) VALUES ({", ".join(["%s"] * len(TOLD))})
    ON CONFLICT (account_id, source_id) DO UPDATE SET changed = true,
        {", ".join(f"{name} = excluded.{name}" for name in TOLD[2:])}
"""


def record_coverage(
    *, actor: Actor, idempotency_key: str, line: CoverageLine, month: dt.date
) -> tuple[Charge, ...]:
    """
    Remember what a source covers, and charge the difference: for the month of `month` and for each
    month it or its group was charged for before (C-25). Open months between are the next run's.

    Nothing is charged twice: running again adds nothing. Inside another command a refusal undoes
    that one as well, so that cover and its charge commit together.

    Raises:
        AccountNotFound: if the employer has no billing account.
        CurrencyMismatch: if the cover is priced in another currency.
        AmountNotStorable: if the price is larger than billing can keep.
        DateOutOfRange: if a day is centuries away.
        UnusableValue: if a text or a policy of the line cannot be kept.
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
        request=_asked(line, month),
        execute=lambda: _charge(line, month),
        encode=lambda charges: [str(charge.id) for charge in charges],
        decode=_charges,
        former_scope=str(line.employer_id),
    )


def _asked(line: CoverageLine, month: dt.date) -> dict[str, JsonValue]:
    asked: dict[str, JsonValue] = {
        "source": str(line.source_id),
        "coverage": str(line.coverage),
        "monthly": str(line.monthly),
        "employee": employee_of(str(line.employee_id)),
        "description": line.description,
        "month": f"{month:%Y-%m}",
    }
    # Only where it says more than releases before 2.4.0 stored, so that their retries are known.
    if line.employer_monthly is not None:
        asked["employer_monthly"] = str(line.employer_monthly)
    if line.proration != "daily":
        asked["proration"] = f"{line.proration} {line.wash_day}"
    return asked


def _charge(line: CoverageLine, month: dt.date) -> tuple[Charge, ...]:
    require_day("month", month)
    with connections[router.db_for_write(models.Charge)].cursor() as cursor:
        cursor.execute(_ACCOUNT, [line.employer_id])
        found = cursor.fetchone()
        if found is None:
            raise AccountNotFound(line.employer_id)
        account_id, currency, serial, locked_through = found
        row = told_row(
            line,
            account_id=account_id,
            employer_id=line.employer_id,
            currency=currency,
            serial=serial,
        )
        cursor.execute(
            _COVER, [account_id, str(line.employee_id), group_of(line), line.source_id, *row]
        )
    account = models.BillingAccount(pk=account_id, currency=currency, locked_through=locked_through)
    rows = charge_change(account, employee=str(line.employee_id), group=group_of(line), month=month)
    return tuple(_value(row, currency) for row in rows)


def _value(row: tuple[Any, ...], currency: str) -> Charge:
    charge_id, source_id, employee, month, kind, description, amount = row
    return Charge(
        id=charge_id,
        source_id=source_id,
        employee_id=employee,
        month=Period.month(month),
        kind=ChargeKind(kind),
        description=description,
        amount=money(amount, currency),
        invoiced=False,
    )


def _charges(stored: JsonValue) -> tuple[Charge, ...]:
    rows = models.Charge.objects.select_related("account").filter(pk__in=stored_ids(stored))
    return tuple(charge_value(row) for row in rows.order_by("month", "source_id", "payer"))
