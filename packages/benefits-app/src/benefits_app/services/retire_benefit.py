"""
Stop offering a benefit; what people have of it stays readable.
"""

from uuid import UUID

from benefits_app import models
from benefits_app.data import Benefit, PlanStatus
from benefits_app.queries.values import benefit_value
from benefits_app.services.commands import once_on
from benefits_app.services.find import benefit_of
from domain_kit.actor import Actor, Role


def retire_benefit(*, actor: Actor, idempotency_key: str, benefit_id: UUID) -> Benefit:
    """
    Retire a benefit and its plans.

    Raises:
        BenefitNotFound: if the actor can see no such benefit.
        NotPermitted: unless the actor is HR or operator.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> None:
        actor.require_role(Role.HR, Role.OPERATOR)
        benefit = benefit_of(actor, benefit_id)
        benefit.plans.update(status=PlanStatus.RETIRED)
        models.Benefit.objects.filter(pk=benefit_id).update(retired=True)

    once_on(
        actor=actor,
        idempotency_key=idempotency_key,
        command="retire_benefit",
        request={"benefit": str(benefit_id)},
        execute=execute,
    )
    return benefit_value(models.Benefit.objects.get(pk=benefit_id))
