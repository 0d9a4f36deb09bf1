"""
Stop offering a benefit; what people have of it stays readable.
"""

from uuid import UUID

from benefits_app import models
from benefits_app.data import Benefit, PlanStatus
from benefits_app.errors import BenefitNotFound
from benefits_app.queries.values import benefit_value
from benefits_app.services.once import once
from domain_kit.actor import Actor, Role


def retire_benefit(*, actor: Actor, idempotency_key: str, benefit_id: UUID) -> Benefit:
    """
    Retire a benefit and its plans.

    Raises:
        BenefitNotFound: if the actor can see no such benefit.
        NotPermitted: unless the actor is HR or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(Role.HR, Role.OPERATOR)
    benefit = actor.scope(models.Benefit.objects).filter(pk=benefit_id).first()
    if benefit is None:
        raise BenefitNotFound(benefit_id)

    def execute() -> UUID:
        benefit.plans.update(status=PlanStatus.RETIRED)
        models.Benefit.objects.filter(pk=benefit_id).update(retired=True)
        return benefit_id

    once(
        "retire_benefit",
        employer_id=benefit.employer_id,
        idempotency_key=idempotency_key,
        request={"benefit": str(benefit_id)},
        execute=execute,
    )
    return benefit_value(models.Benefit.objects.get(pk=benefit_id))
