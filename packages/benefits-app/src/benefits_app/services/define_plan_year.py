"""
Agree a new plan year with an employer.
"""

from uuid import UUID

from django.db import IntegrityError, transaction

from benefits_app import models
from benefits_app.data import PlanYear
from benefits_app.errors import PlanYearOverlaps
from benefits_app.models.plan_year import NO_TWO_OVERLAP
from benefits_app.queries.values import plan_year_value
from benefits_app.services.once import once
from domain_kit.actor import Actor, Role
from domain_kit.periods import Period
from domain_kit.violations import violated


def define_plan_year(
    *, actor: Actor, idempotency_key: str, employer_id: UUID, period: Period, time_zone: str
) -> PlanYear:
    """
    Define a plan year; `time_zone` is the employer's IANA zone, kept as it is today.

    Raises:
        PlanYearOverlaps: if another plan year covers some of these days.
        NotPermitted: unless the actor is HR or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
        ValueError: if the period is open-ended.
    """
    actor.require_role(Role.HR, Role.OPERATOR)
    actor.require_employer(employer_id)
    if period.last is None:
        raise ValueError("A plan year has a last day.")
    last = period.last

    def execute() -> UUID:
        try:
            with transaction.atomic():
                return models.PlanYear.objects.create(
                    employer_id=employer_id,
                    starts_on=period.start,
                    ends_on=last,
                    time_zone=time_zone,
                ).id
        except IntegrityError as exc:
            if violated(exc) == NO_TWO_OVERLAP:
                raise PlanYearOverlaps(employer_id, str(period)) from exc
            raise

    plan_year_id = once(
        "define_plan_year",
        employer_id=employer_id,
        idempotency_key=idempotency_key,
        request={"period": str(period), "time_zone": time_zone},
        execute=execute,
    )
    return plan_year_value(models.PlanYear.objects.get(pk=plan_year_id))
