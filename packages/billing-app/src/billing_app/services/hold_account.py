"""
Suspend the billing of an employer, or go on with it.
"""

from uuid import UUID

from billing_app import models
from billing_app.data import Account
from billing_app.errors import AccountNotFound, NotOnHold
from billing_app.queries.values import account_value
from billing_app.rules.usable import require_text
from billing_app.services.locks import lock_account_of
from billing_app.services.once import once_at
from domain_kit.actor import Actor, Role


def hold_account(*, actor: Actor, idempotency_key: str, employer_id: UUID, reason: str) -> Account:
    """
    Nothing is billed, finalised or collected until the account is released; `reason` says why.

    Raises:
        AccountNotFound: if the employer has no account.
        UnusableValue: if there is no reason, or a longer one than 300 characters.
        NotPermitted: unless finance or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """
    return _hold("hold_account", actor, idempotency_key, employer_id, reason)


def release_account(*, actor: Actor, idempotency_key: str, employer_id: UUID) -> Account:
    """
    Go on with an account that is on hold, whether somebody held it or a run parked it.

    Raises:
        AccountNotFound: if the employer has no account.
        NotOnHold: if it is not on hold.
        NotPermitted: unless finance or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """
    return _hold("release_account", actor, idempotency_key, employer_id, "")


def _hold(
    command: str, actor: Actor, idempotency_key: str, employer_id: UUID, reason: str
) -> Account:
    actor.require_employer(employer_id)

    def execute() -> UUID:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        row = lock_account_of(employer_id)
        if row is None:
            raise AccountNotFound(employer_id)
        if command == "hold_account":
            require_text("reason", reason, longest=300, shortest=1)
        elif not row.hold_reason:
            raise NotOnHold(employer_id)
        row.hold_reason = reason
        row.save(update_fields=["hold_reason"])
        return row.id

    account_id = once_at(
        employer_id,
        command,
        actor=actor,
        idempotency_key=idempotency_key,
        request={"reason": reason},
        execute=execute,
    )
    return account_value(models.BillingAccount.objects.get(pk=account_id))
