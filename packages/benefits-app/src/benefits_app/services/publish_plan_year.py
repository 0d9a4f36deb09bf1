"""
Offer a plan year's drafts to the employer's people.
"""

from uuid import UUID

from benefits_app import models
from benefits_app.data import PlanStatus, PlanYear
from benefits_app.queries.values import plan_year_value
from benefits_app.services.commands import once_on
from benefits_app.services.find import year_of
from domain_kit.actor import Actor, Role


def publish_plan_year(*, actor: Actor, idempotency_key: str, plan_year_id: UUID) -> PlanYear:
    """
    Publish every draft plan of the year; from now on its prices and terms stay.

    Raises:
        PlanYearNotFound: if the actor can see no such plan year.
        NotPermitted: unless the actor is HR or operator.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> None:
        actor.require_role(Role.HR, Role.OPERATOR)
        year = year_of(actor, plan_year_id)
        year.plans.filter(status=PlanStatus.DRAFT).update(status=PlanStatus.PUBLISHED)

    once_on(
        actor=actor,
        idempotency_key=idempotency_key,
        command="publish_plan_year",
        request={"plan_year": str(plan_year_id)},
        execute=execute,
    )
    return plan_year_value(models.PlanYear.objects.get(pk=plan_year_id))
