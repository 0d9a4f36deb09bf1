"""
End all cover of somebody who leaves, and give it back if the leaving day was wrong.
"""

import datetime as dt
from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.periods import Period
from enrolments_app import models
from enrolments_app.data import STOPPED, ChangeKind, Enrolment, EnrolmentStatus
from enrolments_app.models.enrolment import COUNTS
from enrolments_app.queries.values import days_of, enrolment_value
from enrolments_app.services.about_employment import in_order, known, once_for_hr, rows_of
from enrolments_app.services.alter_cover import alter_cover
from enrolments_app.services.permission import require_permission, today_of
from enrolments_app.services.plan_year import plan_year_of

LEFT = "employment"
"""The `end_cause` of cover that ended with the employment."""


def terminate_employment(
    *,
    actor: Actor,
    idempotency_key: str,
    employer_id: UUID,
    employee_id: int | str,
    last_day: dt.date,
    reason: str,
    override_reason: str | None = "",
) -> tuple[Enrolment, ...]:
    """
    End every cover of an employee by this employer after the last day of employment, whatever the
    benefit and the plan year; what would begin later is cancelled. Answers what was changed.

    Raises:
        RetroLimitExceeded: if the last day is too far back.
        TenantForbidden, RoleForbidden: unless HR or operator of the employer, or the system.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> tuple[Enrolment, ...]:
        today = today_of(known(employee_id, last_day))
        require_permission(
            actor=actor,
            employer_id=employer_id,
            plan_year_id=None,
            day=last_day,
            today=today,
            override_reason=override_reason,
        )
        later = rows_of(employer_id, employee_id).filter(
            COUNTS, coverage__overlap=(last_day + dt.timedelta(days=1), None)
        )
        return in_order(_end(actor, row, last_day, today, reason) for row in later)

    return once_for_hr(
        "terminate-employment",
        actor=actor,
        idempotency_key=idempotency_key,
        employer_id=employer_id,
        request={
            "employer": str(employer_id),
            "employee": str(employee_id),
            "last_day": str(last_day),
            "reason": reason,
        },
        execute=execute,
    )


def restore_employment(
    *,
    actor: Actor,
    idempotency_key: str,
    employer_id: UUID,
    employee_id: int | str,
    last_day: dt.date | None,
    reason: str,
) -> tuple[Enrolment, ...]:
    """
    Give back what ended with the employment: up to a later last day, or to the end of the plan
    year if the person stays (None). Cover that was ended for another reason stays ended.

    Raises:
        OverlappingCoverage: if days to give back are covered by another enrolment.
        TenantForbidden, RoleForbidden: unless HR or operator of the employer, or the system.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> tuple[Enrolment, ...]:
        rows = rows_of(employer_id, employee_id).filter(end_cause=LEFT)
        given_back = (_give_back(actor, row, last_day, reason) for row in rows)
        return in_order(enrolment for enrolment in given_back if enrolment)

    return once_for_hr(
        "restore-employment",
        actor=actor,
        idempotency_key=idempotency_key,
        employer_id=employer_id,
        request={
            "employer": str(employer_id),
            "employee": str(employee_id),
            "last_day": str(last_day),
            "reason": reason,
        },
        execute=execute,
    )


def _end(
    actor: Actor, row: models.Enrolment, last_day: dt.date, today: dt.date, reason: str
) -> Enrolment:
    days = days_of(row)
    begun = days.start <= last_day
    # Begun, and it should never have been: terminated, with nothing left of it.
    undone = last_day < days.start <= today
    alter_cover(
        actor=actor,
        row=row,
        kind=ChangeKind.TERMINATE if begun else ChangeKind.CANCEL,
        days=Period.inclusive(days.start, last_day) if begun else days,
        status=STOPPED if begun or undone else EnrolmentStatus.CANCELLED,
        effective_on=last_day if begun else days.start,
        reason=reason,
        end_cause=LEFT,
        reversed=undone,
    )
    return enrolment_value(row)


def _give_back(
    actor: Actor, row: models.Enrolment, last_day: dt.date | None, reason: str
) -> Enrolment | None:
    days, year = days_of(row), plan_year_of(actor, row)
    if last_day and last_day < days.start:
        return None
    ends = (year.end if year else None, Period.inclusive(days.start, last_day).end)
    end = min((end for end in ends if end), default=None)
    cancelled = row.reversed or row.status == EnrolmentStatus.CANCELLED
    if not cancelled and days.end and end and end <= days.end:
        return None
    alter_cover(
        actor=actor,
        row=row,
        kind=ChangeKind.REINSTATE if cancelled else ChangeKind.WITHDRAW_END,
        days=Period(start=days.start, end=end),
        status=STOPPED if last_day else EnrolmentStatus.ACTIVE,
        effective_on=days.start if cancelled else days.end or days.start,
        reason=reason,
        end_cause=LEFT if last_day else "",
    )
    return enrolment_value(row)
