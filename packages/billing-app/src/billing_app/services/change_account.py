"""
Change the terms of an account; its currency and legal entity stay.
"""

from typing import Any
from uuid import UUID

from billing_app import models
from billing_app.data import Account, Collection
from billing_app.errors import AccountNotFound
from billing_app.queries.values import account_value
from billing_app.rules.terms import require_email, require_terms
from billing_app.rules.usable import require_text
from billing_app.services.locks import lock_account_of
from billing_app.services.once import once_at
from domain_kit.actor import Actor, Role
from domain_kit.clock import zone


def change_account(
    *,
    actor: Actor,
    idempotency_key: str,
    employer_id: UUID,
    terms_days: int | None = None,
    time_zone: str | None = None,
    billing_email: str | None = None,
    collection: Collection | str | None = None,
    purchase_order: str | None = None,
) -> Account:
    """
    Change what is given, for invoices drafted from now on.

    Raises:
        AccountNotFound: if the employer has no account.
        UnknownTimeZone: if there is no such zone.
        UnusableValue: if a text or a number cannot be kept, or is no e-mail address.
        NotPermitted: unless finance or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_employer(employer_id)
    given: dict[str, Any] = {
        "terms_days": terms_days,
        "time_zone": time_zone,
        "billing_email": billing_email,
        "collection": None if collection is None else str(collection),
        "purchase_order": purchase_order,
    }
    changes = {name: value for name, value in given.items() if value is not None}

    def execute() -> UUID:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        row = lock_account_of(employer_id)
        if row is None:
            raise AccountNotFound(employer_id)
        for name, value in changes.items():
            setattr(row, name, value)
        _require_usable(row)
        row.save(update_fields=list(changes))
        return row.id

    account_id = once_at(
        employer_id,
        "change_account",
        actor=actor,
        idempotency_key=idempotency_key,
        request=changes,
        execute=execute,
    )
    return account_value(models.BillingAccount.objects.get(pk=account_id))


def _require_usable(row: models.BillingAccount) -> None:
    zone(row.time_zone)
    require_terms(row.terms_days, row.collection)
    require_email(row.billing_email)
    require_text("purchase_order", row.purchase_order, longest=100)
