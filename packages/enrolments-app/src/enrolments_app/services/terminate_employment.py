"""
End all cover of somebody who leaves, and give it back if the leaving day was wrong.
"""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.periods import Period
from enrolments_app import models
from enrolments_app.data import STOPPED, ChangeKind, Enrolment, EnrolmentStatus
from enrolments_app.models.enrolment import COUNTS
from enrolments_app.queries.values import days_of, enrolment_value
from enrolments_app.queries.waived_days import waived_days
from enrolments_app.rules.texts import reason_told
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
        TextNotStorable: if the reasons together are too long, or no text.
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
        told = reason_told(reason, override_reason)
        return in_order(_end(actor, row, last_day, today, told) for row in later)

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
    year if the person stays (None). Cover that was ended for another reason stays ended, and from
    the first day on that was waived meanwhile nothing is given back.

    Raises:
        OverlappingCoverage: if days to give back are covered by another enrolment.
        BenefitWaived: if some of them are waived at this very moment.
        TextNotStorable: if the reason is too long, or no text.
        TenantForbidden, RoleForbidden: unless HR or operator of the employer, or the system.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> tuple[Enrolment, ...]:
        rows = rows_of(employer_id, employee_id).filter(end_cause=LEFT)
        waived = waived_days(employee_id)
        given_back = (
            _give_back(actor, row, last_day, waived.get(row.benefit_id, ()), reason) for row in rows
        )
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
    actor: Actor,
    row: models.Enrolment,
    last_day: dt.date | None,
    waived: Sequence[Period],
    reason: str,
) -> Enrolment | None:
    days, year = days_of(row), plan_year_of(actor, row)
    if last_day and last_day < days.start:
        return None
    cancelled = row.reversed or row.status == EnrolmentStatus.CANCELLED
    # The first day that is not covered now, if any.
    open_from = days.start if cancelled else days.end
    ends = (year.end if year else None, Period.inclusive(days.start, last_day).end)
    whole = min((end for end in ends if end), default=None)
    end = _until_waived(whole, waived, open_from)
    if open_from and end and end <= open_from:
        return None
    stays = last_day is None and end == whole
    alter_cover(
        actor=actor,
        row=row,
        kind=ChangeKind.REINSTATE if cancelled else ChangeKind.WITHDRAW_END,
        days=Period(start=days.start, end=end),
        status=EnrolmentStatus.ACTIVE if stays else STOPPED,
        effective_on=days.start if cancelled else days.end or days.start,
        reason=reason,
        end_cause="" if stays else LEFT,
    )
    return enrolment_value(row)


def _until_waived(
    end: dt.date | None, waived: Sequence[Period], open_from: dt.date | None
) -> dt.date | None:
    """
    The end, or the first waived day from `open_from` on, if that comes before it.
    """
    refused = [
        days.start for days in waived if open_from and (days.end is None or days.end > open_from)
    ]
    return min([*refused, *([end] if end else [])], default=None)
