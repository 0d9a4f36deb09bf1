"""
Undo an enrolment that never took effect.
"""

from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app import models
from enrolments_app.data import ChangeKind, Enrolment, EnrolmentStatus
from enrolments_app.queries.values import days_of
from enrolments_app.rules.transitions import require_counted, require_not_begun
from enrolments_app.services.alter_cover import alter_cover
from enrolments_app.services.ask import facts_of_cover
from enrolments_app.services.change_one import change_one
from enrolments_app.services.permission import require_permission, today_of


def cancel(
    *,
    actor: Actor,
    idempotency_key: str,
    enrolment_id: UUID,
    reason: str,
    expected_version: int | None = None,
) -> Enrolment:
    """
    Cancel an enrolment before its first day: no day was ever covered, and what was charged in
    advance is reversed.

    Raises:
        EnrolmentNotFound: if the actor can see no such enrolment.
        StaleVersion: if it was changed since `expected_version`.
        AlreadyTookEffect: from its first day on; end it instead.
        IllegalTransition: if it was cancelled or waived before.
        WindowClosed: if an employee chooses outside every window.
        NotPermitted: unless HR, operator, or the employee itself.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute(row: models.Enrolment) -> None:
        require_counted(row.id, row.status, "cancelled")
        starts_on, today = days_of(row).start, today_of(facts_of_cover(row))
        require_not_begun(row.id, starts_on, today=today)
        require_permission(
            actor=actor,
            employer_id=row.employer_id,
            plan_year_id=row.plan_year_id,
            day=starts_on,
            today=today,
        )
        alter_cover(
            actor=actor,
            row=row,
            kind=ChangeKind.CANCEL,
            status=EnrolmentStatus.CANCELLED,
            effective_on=starts_on,
            reason=reason,
        )

    return change_one(
        "cancel",
        actor=actor,
        idempotency_key=idempotency_key,
        enrolment_id=enrolment_id,
        request={"ends_on": "None", "reason": reason},  # As 1.6 remembered it.
        execute=execute,
        expected_version=expected_version,
    )
