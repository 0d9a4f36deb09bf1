"""
What do ending and cancelling an enrolment have in common? One locked change of an active row.
"""

import datetime as dt
from uuid import UUID

from domain_kit.actor import Actor, Role
from domain_kit.periods import Period
from enrolments_app import models
from enrolments_app.data import ChangeKind, Enrolment, EnrolmentStatus
from enrolments_app.errors import EnrolmentNotFound, IllegalTransition
from enrolments_app.queries.enrolments import get_enrolment
from enrolments_app.queries.values import enrolment_value
from enrolments_app.services.once import once
from enrolments_app.services.record_change import record_change


def permitted(actor: Actor, enrolment_id: UUID) -> Enrolment:
    """
    The enrolment, if the actor may change it.

    Raises:
        EnrolmentNotFound: if the actor can see no such enrolment.
        NotPermitted: unless HR, operator, or the employee itself.
    """
    actor.require_role(Role.EMPLOYEE, Role.HR, Role.OPERATOR)
    return get_enrolment(actor=actor, enrolment_id=enrolment_id)


def end(
    command: str,
    kind: ChangeKind,
    *,
    actor: Actor,
    idempotency_key: str,
    enrolment_id: UUID,
    status: EnrolmentStatus,
    ends_on: dt.date | None,
    effective_on: dt.date,
    reason: str,
) -> Enrolment:
    """
    Move an active enrolment to `status`; `ends_on` None leaves the stored end as it is.
    """
    known = permitted(actor, enrolment_id)

    def execute() -> UUID:
        row = models.Enrolment.objects.select_for_update().filter(pk=enrolment_id).first()
        if row is None:
            raise EnrolmentNotFound(enrolment_id)
        if row.status != EnrolmentStatus.ACTIVE:
            raise IllegalTransition(enrolment_id, row.status, status)
        before = Period.inclusive(row.starts_on, row.ends_on)
        row.status = status
        row.ends_on = ends_on if ends_on is not None else row.ends_on
        row.save(update_fields=["status", "ends_on"])
        record_change(
            row, kind, actor=actor, before=before, effective_on=effective_on, reason=reason
        )
        return enrolment_id

    once(
        command,
        employer_id=known.employer_id,
        idempotency_key=idempotency_key,
        request={"enrolment": str(enrolment_id), "ends_on": str(ends_on), "reason": reason},
        execute=execute,
    )
    return enrolment_value(models.Enrolment.objects.get(pk=enrolment_id))
