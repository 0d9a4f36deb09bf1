"""
Take back an end that was set: the cover lasts as long as it did before.
"""

from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.periods import Period
from enrolments_app import models
from enrolments_app.data import ChangeKind, EmployeeFacts, Enrolment, EnrolmentStatus
from enrolments_app.errors import EmployeeNotFound
from enrolments_app.queries.values import days_of
from enrolments_app.rules.texts import reason_told
from enrolments_app.rules.transitions import require_ended
from enrolments_app.services.alter_cover import alter_cover
from enrolments_app.services.ask import facts_of_cover
from enrolments_app.services.change_one import change_one
from enrolments_app.services.permission import require_permission, today_of
from enrolments_app.services.plan_year import plan_year_of


def withdraw_end(
    *,
    actor: Actor,
    idempotency_key: str,
    enrolment_id: UUID,
    reason: str,
    override_reason: str = "",
    expected_version: int | None = None,
) -> Enrolment:
    """
    Go on with a cover that was ended, without a gap, to the end of its plan year or employment.

    Raises:
        EnrolmentNotFound: if the actor can see no such enrolment.
        StaleVersion: if it was changed since `expected_version`.
        IllegalTransition: unless an end was set.
        EmployeeNotFound: if the directory has forgotten the person.
        OverlappingCoverage: if the days after the end are covered by another enrolment.
        WindowClosed: if an employee chooses outside every window.
        RetroLimitExceeded: if the end is too far back.
        TextNotStorable: if the reasons together are too long, or no text.
        NotPermitted: unless HR, operator, or the employee itself.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute(row: models.Enrolment) -> None:
        require_ended(row.id, row.status, "continued")
        days, facts = days_of(row), facts_of_cover(row)
        if facts is None:  # nobody knows of an employment on the days after the end
            raise EmployeeNotFound(row.employee_id)
        require_permission(
            actor=actor,
            employer_id=row.employer_id,
            plan_year_id=row.plan_year_id,
            day=days.last or days.start,
            today=today_of(facts),
            override_reason=override_reason,
        )
        alter_cover(
            actor=actor,
            row=row,
            kind=ChangeKind.WITHDRAW_END,
            days=_full_days(days, plan_year_of(actor, row), facts),
            status=EnrolmentStatus.ACTIVE,
            effective_on=days.end or days.start,
            reason=reason_told(reason, override_reason),
        )

    return change_one(
        "withdraw-end",
        actor=actor,
        idempotency_key=idempotency_key,
        enrolment_id=enrolment_id,
        request={"reason": reason},
        execute=execute,
        expected_version=expected_version,
    )


def _full_days(days: Period, year: Period | None, facts: EmployeeFacts) -> Period:
    ends = (year.end if year else None, facts.employed.end)
    end = min((end for end in ends if end), default=None)
    # Never shorter than it is: an employment that ended meanwhile is for terminate_employment.
    return Period(start=days.start, end=max(end, days.end) if end and days.end else end)
