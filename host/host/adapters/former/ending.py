"""
How does cover end with an employment in enrolments before 2.0, which has no command for it?
"""

import datetime as dt
import uuid
from uuid import UUID

from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments


def terminate(employee_id: int, employer_id: UUID, last_day: dt.date, reason: str) -> None:
    """
    End each cover after the last day, and cancel what begins later. An end that was set before
    stays: these releases cannot move it, and the nightly report names such cover.
    """
    actor = Actor(id="directory", role=Role.HR, employer_ids=frozenset({employer_id}))
    for cover in enrolments.list_enrolments(
        actor=actor, employer_id=employer_id, employee_id=employee_id
    ):
        if cover.status != enrolments.EnrolmentStatus.ACTIVE:
            continue
        command = {"actor": actor, "idempotency_key": f"directory-{uuid.uuid4()}"}
        if cover.starts_on > last_day:
            enrolments.cancel(**command, enrolment_id=cover.id, reason=reason)
        else:
            enrolments.unenrol(**command, enrolment_id=cover.id, ends_on=last_day, reason=reason)
