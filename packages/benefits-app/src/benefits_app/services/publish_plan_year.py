"""
Offer a plan year's drafts to the employer's people.
"""

from uuid import UUID

from benefits_app import models
from benefits_app.data import PlanStatus, PlanYear
from benefits_app.errors import PlanYearNotFound
from benefits_app.queries.values import plan_year_value
from benefits_app.services.once import once
from benefits_app.services.publish_rates import write_flat
from domain_kit.actor import Actor, Role


def publish_plan_year(*, actor: Actor, idempotency_key: str, plan_year_id: UUID) -> PlanYear:
    """
    Publish every draft plan of the year; from now on its prices stay.

    Raises:
        PlanYearNotFound: if the actor can see no such plan year.
        NotPermitted: unless the actor is HR or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(Role.HR, Role.OPERATOR)
    year = actor.scope(models.PlanYear.objects).filter(pk=plan_year_id).first()
    if year is None:
        raise PlanYearNotFound(plan_year_id)

    def execute() -> UUID:
        drafts = list(year.plans.select_for_update().filter(status=PlanStatus.DRAFT))
        # 1.8 writes a draft's flat price and no table; from here on the price stays.
        for option in models.PlanOption.objects.filter(plan__in=drafts):
            write_flat(option, year.starts_on)
        models.Plan.objects.filter(pk__in=[plan.pk for plan in drafts]).update(
            status=PlanStatus.PUBLISHED
        )
        return plan_year_id

    once(
        "publish_plan_year",
        employer_id=year.employer_id,
        idempotency_key=idempotency_key,
        request={"plan_year": str(plan_year_id)},
        execute=execute,
    )
    return plan_year_value(year)
