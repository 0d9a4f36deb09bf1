"""
Agree a new plan year with an employer.
"""

import zoneinfo
from uuid import UUID

from benefits_app import conf, models
from benefits_app.data import PlanYear
from benefits_app.errors import PlanYearEndless, PlanYearOverlaps, TimeZoneUnknown
from benefits_app.queries.values import plan_year_value
from benefits_app.services.commands import employer_named, former_scope, key_holder, storable
from domain_kit.actor import Actor, Role
from domain_kit.idempotency import once
from domain_kit.periods import Period


def define_plan_year(
    *,
    actor: Actor,
    idempotency_key: str,
    employer_id: UUID,
    period: Period,
    time_zone: str | None = None,
) -> PlanYear:
    """
    Define a plan year; its `time_zone` (IANA name) stays as it is today.

    Without one it is the zone that the host's directory of employers tells.

    Raises:
        PlanYearOverlaps: if another plan year covers some of these days.
        PlanYearEndless: if the period is open-ended.
        TimeZoneUnknown: if no zone has this name.
        NotPermitted: unless the actor is HR or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute(plan_year_id: UUID) -> None:
        actor.require_role(Role.HR, Role.OPERATOR)
        actor.require_employer(employer_id)
        create_plan_year(plan_year_id, employer_id, period, time_zone or zone_of(employer_id))

    plan_year_id = once(
        models.CommandRecord,
        actor=key_holder(actor),
        idempotency_key=idempotency_key,
        command="define_plan_year",
        request=storable(
            {
                **employer_named(actor, employer_id),
                "period": str(period),
                "time_zone": time_zone,
            }
        ),
        execute=execute,
        former_scope=former_scope(actor),
    )
    return plan_year_value(models.PlanYear.objects.get(pk=plan_year_id))


def zone_of(employer_id: UUID) -> str:
    """
    The employer's zone today, as the host tells it.
    """
    return conf.employer_directory.resolve().time_zone(employer_id=employer_id)


def create_plan_year(
    plan_year_id: UUID, employer_id: UUID, period: Period, time_zone: str
) -> models.PlanYear:
    """
    Write a plan year.

    Raises:
        PlanYearOverlaps, PlanYearEndless, TimeZoneUnknown: as define_plan_year.
    """
    if period.last is None:
        raise PlanYearEndless(period.start)
    if time_zone not in zoneinfo.available_timezones():
        raise TimeZoneUnknown(time_zone)
    year = models.PlanYear(
        id=plan_year_id,
        employer_id=employer_id,
        starts_on=period.start,
        ends_on=period.last,
        time_zone=time_zone,
    )
    # DO NOTHING waits for a rival that has not committed: two plain inserts that exclude each
    # other would wait for one another.
    models.PlanYear.objects.bulk_create([year], ignore_conflicts=True)
    if not models.PlanYear.objects.filter(pk=plan_year_id).exists():
        raise PlanYearOverlaps(employer_id, str(period))
    return year
