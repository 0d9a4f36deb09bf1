"""
Add a benefit to what an employer gives its people.
"""

from uuid import UUID

from django.db import IntegrityError, transaction

from benefits_app import models
from benefits_app.data import Benefit, Category, Funding
from benefits_app.errors import BenefitCodeTaken
from benefits_app.models.benefit import ONE_CODE_PER_EMPLOYER
from benefits_app.queries.values import benefit_value
from benefits_app.services.commands import employer_named, former_scope, key_holder, storable
from domain_kit.actor import Actor, Role
from domain_kit.idempotency import once
from domain_kit.violations import violated


def define_benefit(
    *,
    actor: Actor,
    idempotency_key: str,
    employer_id: UUID,
    code: str,
    name: str,
    category: Category,
    funding: Funding,
) -> Benefit:
    """
    Define a benefit of an employer.

    Raises:
        BenefitCodeTaken: if the employer has another one with this code.
        NotPermitted: unless the actor is HR or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute(benefit_id: UUID) -> None:
        actor.require_role(Role.HR, Role.OPERATOR)
        actor.require_employer(employer_id)
        try:
            with transaction.atomic():
                models.Benefit.objects.create(
                    id=benefit_id,
                    employer_id=employer_id,
                    code=code,
                    name=name,
                    category=Category(category),
                    funding=Funding(funding),
                )
        except IntegrityError as exc:
            if violated(exc) == ONE_CODE_PER_EMPLOYER:
                raise BenefitCodeTaken(employer_id, code) from exc
            raise

    benefit_id = once(
        models.CommandRecord,
        actor=key_holder(actor),
        idempotency_key=idempotency_key,
        command="define_benefit",
        request=storable(
            {
                **employer_named(actor, employer_id),
                "code": code,
                "name": name,
                "category": category,
                "funding": funding,
            }
        ),
        execute=execute,
        former_scope=former_scope(actor),
    )
    return benefit_value(models.Benefit.objects.get(pk=benefit_id))
