"""
Close an account's months: no run and no late report changes their charges any more.
"""

import datetime as dt
from uuid import UUID

from billing_app import models
from billing_app.data import Account
from billing_app.errors import AccountNotFound, MonthsNotLocked
from billing_app.queries.values import account_value
from billing_app.rules.usable import require_day
from billing_app.services.locks import lock_account_of
from billing_app.services.once import once_at
from domain_kit.actor import Actor, Role
from domain_kit.periods import Period


def lock_months(
    *, actor: Actor, idempotency_key: str, employer_id: UUID, through: dt.date
) -> Account:
    """
    Lock every month up to that of `through`. What a late change makes of a locked month is charged
    by nobody, so lock what is audited and not what is merely old.

    Raises:
        AccountNotFound: if the employer has no billing account.
        MonthsNotLocked: if later months are locked already; locked months are not opened again.
        DateOutOfRange: if the day is centuries away.
        NotPermitted: unless finance or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """
    require_day("through", through)
    last = Period.month(through).last
    assert last is not None

    def execute() -> UUID:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        actor.require_employer(employer_id)
        row = lock_account_of(employer_id)
        if row is None:
            raise AccountNotFound(employer_id)
        if row.locked_through is not None and row.locked_through > last:
            raise MonthsNotLocked(employer_id, row.locked_through)
        row.locked_through = last
        row.save(update_fields=["locked_through"])
        return row.id

    account_id = once_at(
        employer_id,
        "lock_months",
        actor=actor,
        idempotency_key=idempotency_key,
        request={"through": f"{through:%Y-%m}"},
        execute=execute,
    )
    return account_value(models.BillingAccount.objects.get(pk=account_id))
