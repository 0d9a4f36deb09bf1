"""
Open the account that an employer's debts are kept in.
"""

from uuid import UUID

from django.db import IntegrityError, transaction

from billing_app import models
from billing_app.data import Account, Collection
from billing_app.errors import AccountExists
from billing_app.models.account import ONE_PER_EMPLOYER
from billing_app.queries.values import account_value
from billing_app.rules.terms import require_email, require_terms
from billing_app.rules.usable import require_amount, require_text
from billing_app.services.once import once_at
from domain_kit.actor import Actor, Role
from domain_kit.clock import zone
from domain_kit.idempotency import JsonValue
from domain_kit.money import Money
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
    billing_email: str = "",
    collection: Collection | str = Collection.MANUAL,
    purchase_order: str = "",
) -> Account:
    """
    Open an account; `terms_days` from issue to due date.

    Raises:
        AccountExists: if the employer has one.
        UnknownCurrency: if the code is not ISO 4217.
        CurrencyNotStorable: if it has more decimal places than billing keeps.
        UnknownTimeZone: if there is no such zone.
        UnusableValue: if a text or a number cannot be kept, or is no e-mail address.
        NotPermitted: unless finance or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_employer(employer_id)
    terms: dict[str, JsonValue] = {
        "legal_entity": legal_entity,
        "currency": currency,
        "terms_days": terms_days,
        "time_zone": time_zone,
    }
    more: dict[str, JsonValue] = {
        "billing_email": billing_email,
        "collection": str(collection),
        "purchase_order": purchase_order,
    }

    def execute() -> UUID:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        require_amount(Money.zero(currency))
        zone(time_zone)
        require_text("legal_entity", legal_entity, longest=100, shortest=1)
        require_text("purchase_order", purchase_order, longest=100)
        require_email(billing_email)
        require_terms(terms_days, collection)
        return _open(employer_id, {**terms, **more})

    account_id = once_at(
        employer_id,
        "open_account",
        actor=actor,
        idempotency_key=idempotency_key,
        # What is as it was before 2.4.0 is left out, so that retries of then are known.
        request=terms | {k: v for k, v in more.items() if v and v != Collection.MANUAL},
        execute=execute,
    )
    return account_value(models.BillingAccount.objects.get(pk=account_id))


def _open(employer_id: UUID, terms: dict[str, JsonValue]) -> UUID:
    try:
        with transaction.atomic():
            return models.BillingAccount.objects.create(employer_id=employer_id, **terms).id
    except IntegrityError as exc:
        if violated(exc) == ONE_PER_EMPLOYER:
            raise AccountExists(employer_id) from exc
        raise
