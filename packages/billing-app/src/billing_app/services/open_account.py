"""
Open the account that an employer's debts are kept in.
"""

from uuid import UUID

from django.db import IntegrityError, transaction

from billing_app import models
from billing_app.data import Account
from billing_app.errors import AccountExists
from billing_app.models.account import ONE_PER_EMPLOYER
from billing_app.queries.values import account_value
from billing_app.services.once import once
from domain_kit.actor import Actor, Role
from domain_kit.money import exponent
from domain_kit.violations import violated


def open_account(
    *,
    actor: Actor,
    idempotency_key: str,
    employer_id: UUID,
    legal_entity: str,
    currency: str,
    terms_days: int,
    time_zone: str,
) -> Account:
    """
    Open an account.

    Raises:
        AccountExists: if the employer has one.
        UnknownCurrency: if the code is not ISO 4217.
        NotPermitted: unless finance or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(Role.FINANCE, Role.OPERATOR)
    actor.require_employer(employer_id)
    exponent(currency)

    def execute() -> UUID:
        try:
            with transaction.atomic():
                return models.BillingAccount.objects.create(
                    employer_id=employer_id,
                    legal_entity=legal_entity,
                    currency=currency,
                    terms_days=terms_days,
                    time_zone=time_zone,
                ).id
        except IntegrityError as exc:
            if violated(exc) == ONE_PER_EMPLOYER:
                raise AccountExists(employer_id) from exc
            raise

    account_id = once(
        "open_account",
        employer_id=employer_id,
        idempotency_key=idempotency_key,
        request={
            "legal_entity": legal_entity,
            "currency": currency,
            "terms_days": terms_days,
            "time_zone": time_zone,
        },
        execute=execute,
    )
    return account_value(models.BillingAccount.objects.get(pk=account_id))
