"""
End an employee's cover after a last day.
"""

import datetime as dt
from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app.data import ChangeKind, Enrolment, EnrolmentStatus
from enrolments_app.rules.coverage import require_order
from enrolments_app.services.end import end, permitted


def unenrol(
    *, actor: Actor, idempotency_key: str, enrolment_id: UUID, ends_on: dt.date, reason: str
) -> Enrolment:
    """
    End cover; `ends_on` is the last day of it. Enrolling again is possible from the day after.

    Raises:
        EnrolmentNotFound: if the actor can see no such enrolment.
        EndsBeforeStart: if cover would end before it starts.
        IllegalTransition: if it is not active any more.
        NotPermitted: unless HR, operator, or the employee itself.
        IdempotencyConflict: if the key was used for something else.
    """
    require_order(permitted(actor, enrolment_id).starts_on, ends_on)
    return end(
        "unenrol",
        ChangeKind.TERMINATE,
        actor=actor,
        idempotency_key=idempotency_key,
        enrolment_id=enrolment_id,
        status=EnrolmentStatus.ENDED,
        ends_on=ends_on,
        effective_on=ends_on,
        reason=reason,
    )
