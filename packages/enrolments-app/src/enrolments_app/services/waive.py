"""
Say no to a benefit for a plan year, or for some of its days.
"""

import datetime as dt
from uuid import UUID

from django.db import IntegrityError, transaction

from domain_kit.actor import Actor
from domain_kit.periods import Period
from domain_kit.violations import violated
from enrolments_app import conf
from enrolments_app.data.waivers import Waiver as WaiverValue
from enrolments_app.errors.waivers import WaivedAlready
from enrolments_app.models.waiver import ONE_WAIVER_PER_BENEFIT_AND_DAY, Waiver
from enrolments_app.ports import PlanYearCatalogue
from enrolments_app.queries.waivers import get_waiver
from enrolments_app.rules.waivers import require_within, waiver_period, waiver_reason
from enrolments_app.services.employee_for import employee_for
from enrolments_app.services.once import once
from enrolments_app.services.waiver_conflicts import days_without_cover


def waive(
    *,
    actor: Actor,
    idempotency_key: str,
    employee_id: str | int,
    benefit_id: UUID,
    plan_year_id: UUID,
    reason: str,
    starts_on: dt.date,
    ends_on: dt.date,
) -> WaiverValue:
    """
    Write down that an employee does not want a benefit; both days are inclusive.

    `reason` is a code of WaiverReason. No day of a benefit is both waived and covered.

    Raises:
        CoveredAlready: if the employee is covered by the benefit on some of these days.
        WaivedAlready: if some of these days are waived already.
        UnknownWaiverReason: if the code is none.
        WaiverEndsBeforeStart: if the last day is before the first.
        WaiverOutsidePlanYear: if a day is not of the plan year, as far as the catalogue knows
            plan years (`PlanYearCatalogue`).
        EmployeeNotFound: if there is no such employee of the actor's.
        NotPermitted: unless HR, operator, or the employee itself.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute(waiver_id: UUID) -> None:
        facts = employee_for(actor, employee_id)
        period = waiver_period(starts_on, ends_on)
        _require_plan_year(actor, facts.employer_id, plan_year_id, period)
        row = Waiver(
            id=waiver_id,
            employer_id=facts.employer_id,
            employee_id=str(employee_id),
            benefit_id=benefit_id,
            plan_year_id=plan_year_id,
            reason_code=waiver_reason(reason),
            days=(period.start, period.end),
            recorded_by=actor.id,
        )
        with days_without_cover(row):
            _insert(row)

    made = once(
        "waive",
        actor=actor,
        idempotency_key=idempotency_key,
        request={
            "employee": str(employee_id),
            "benefit": str(benefit_id),
            "plan_year": str(plan_year_id),
            "reason": reason,
            "starts_on": str(starts_on),
            "ends_on": str(ends_on),
        },
        execute=execute,
    )
    return get_waiver(actor=actor, waiver_id=made)


def _require_plan_year(actor: Actor, employer_id: UUID, plan_year_id: UUID, period: Period) -> None:
    catalogue = conf.benefit_catalogue.resolve()
    if not isinstance(catalogue, PlanYearCatalogue):
        return
    year = catalogue.plan_year(actor=actor, employer_id=employer_id, plan_year_id=plan_year_id)
    require_within(period, plan_year_id=plan_year_id, year=year)


def _insert(row: Waiver) -> None:
    try:
        # A savepoint: which row is in the way can only be read in a transaction that lives.
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as exc:
        if violated(exc) != ONE_WAIVER_PER_BENEFIT_AND_DAY:
            raise
        existing = Waiver.objects.filter(
            employee_id=row.employee_id,
            benefit_id=row.benefit_id,
            days__overlap=row.days,
            withdrawn_at=None,
        )
        raise WaivedAlready(
            row.employee_id, row.benefit_id, existing.values_list("id", flat=True)[0]
        ) from exc
