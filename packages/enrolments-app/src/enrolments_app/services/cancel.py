"""
Undo an enrolment that never took effect.
"""

from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app.data import ChangeKind, Enrolment, EnrolmentStatus
from enrolments_app.services.end import end, permitted


def cancel(*, actor: Actor, idempotency_key: str, enrolment_id: UUID, reason: str) -> Enrolment:
    """
    Cancel an enrolment: no day was ever covered, and whatever was charged is reversed.

    Raises:
        EnrolmentNotFound: if the actor can see no such enrolment.
        IllegalTransition: if it is not active any more.
        NotPermitted: unless HR, operator, or the employee itself.
        IdempotencyConflict: if the key was used for something else.
    """
    known = permitted(actor, enrolment_id)
    return end(
        "cancel",
        ChangeKind.CANCEL,
        actor=actor,
        idempotency_key=idempotency_key,
        enrolment_id=enrolment_id,
        status=EnrolmentStatus.CANCELLED,
        ends_on=None,
        effective_on=known.starts_on,
        reason=reason,
    )
