"""
End an employee's cover after a last day, or move an end that was set.
"""

import datetime as dt
from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.periods import Period
from enrolments_app import models
from enrolments_app.data import STOPPED, ChangeKind, EmployeeFacts, Enrolment
from enrolments_app.errors import EmployeeNotFound, NotEmployed, NotOffered
from enrolments_app.queries.values import days_of
from enrolments_app.rules.coverage import require_order
from enrolments_app.rules.texts import reason_told
from enrolments_app.rules.transitions import require_counted
from enrolments_app.services.alter_cover import alter_cover
from enrolments_app.services.ask import facts_of_cover
from enrolments_app.services.change_one import change_one
from enrolments_app.services.permission import require_permission, today_of
from enrolments_app.services.plan_year import plan_year_of


def unenrol(
    *,
    actor: Actor,
    idempotency_key: str,
    enrolment_id: UUID,
    ends_on: dt.date,
    reason: str,
    override_reason: str = "",
    expected_version: int | None = None,
) -> Enrolment:
    """
    End cover; `ends_on` is the last day of it. An end that was set moves, earlier or later.

    Raises:
        EnrolmentNotFound: if the actor can see no such enrolment.
        StaleVersion: if it was changed since `expected_version`.
        EndsBeforeStart: if cover would end before it starts.
        NotEmployed: if the last day is after the employment.
        EmployeeNotFound: if an end moves later, and the directory has forgotten the person.
        NotOffered: if the last day is after the plan year.
        OverlappingCoverage: if the later days are covered by another enrolment.
        IllegalTransition: if it was cancelled or waived.
        WindowClosed: if an employee chooses outside every window.
        RetroLimitExceeded: if the day is too far back.
        TextNotStorable: if the reasons together are too long, or no text.
        NotPermitted: unless HR, operator, or the employee itself.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute(row: models.Enrolment) -> None:
        require_counted(row.id, row.status, "ended")
        days = days_of(row)
        require_order(days.start, ends_on)
        facts = facts_of_cover(row)
        require_permission(
            actor=actor,
            employer_id=row.employer_id,
            plan_year_id=row.plan_year_id,
            day=min(day for day in (ends_on, days.last) if day),
            today=today_of(facts),
            override_reason=override_reason,
        )
        wanted = Period.inclusive(days.start, ends_on)
        _require_possible(actor, row, facts, days, ends_on)
        if row.status == STOPPED and wanted == days:
            return
        alter_cover(
            actor=actor,
            row=row,
            kind=_kind(row, days, ends_on),
            days=wanted,
            status=STOPPED,
            effective_on=ends_on,
            reason=reason_told(reason, override_reason),
        )

    return change_one(
        "unenrol",
        actor=actor,
        idempotency_key=idempotency_key,
        enrolment_id=enrolment_id,
        request={"ends_on": str(ends_on), "reason": reason},
        execute=execute,
        expected_version=expected_version,
    )


def _require_possible(
    actor: Actor,
    row: models.Enrolment,
    facts: EmployeeFacts | None,
    days: Period,
    ends_on: dt.date,
) -> None:
    if facts and facts.employed.last and ends_on > facts.employed.last:
        raise NotEmployed(row.employee_id, ends_on, str(facts.employed))
    if days.last is None or ends_on <= days.last:
        return
    if facts is None:  # nobody knows of an employment on the later days
        raise EmployeeNotFound(row.employee_id)
    year = plan_year_of(actor, row)
    if year and not year.contains(ends_on):
        raise NotOffered(
            row.option_id, ends_on, f"it is offered from {year}. Choose a day in that period."
        )


def _kind(row: models.Enrolment, days: Period, ends_on: dt.date) -> ChangeKind:
    if row.status != STOPPED or days.last is None:
        return ChangeKind.TERMINATE
    return ChangeKind.TERMINATE_EARLIER if ends_on < days.last else ChangeKind.TERMINATE_LATER
