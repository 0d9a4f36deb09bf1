"""
Port of the directory: what becomes of somebody's cover when their employment ends, or goes on?
"""

import uuid
from typing import Any

from domain_kit.actor import Actor
from enrolments_app import api as enrolments
from host.adapters.former import ending
from host.directory.data import EndMoved, PersonChange

REASON = "employment ended"
TERMINATES = hasattr(enrolments, "terminate_employment")


class EndCover:
    """
    One of DIRECTORY_OBSERVERS: cover ends with the employment, in the same transaction, however
    far back; an end that moves later or is withdrawn gives back what had ended because of it.
    """

    def person_changed(self, change: PersonChange) -> None:
        """
        End or restore cover at each employer whose employment ends on another day now.
        """
        for moved in change.ends_moved:
            if moved.earlier:
                end_cover(change.employee_id, moved)
            else:
                _restore(change.employee_id, moved)


def end_cover(employee_id: int | str, moved: EndMoved) -> None:
    """
    End somebody's cover at one employer after a last day that moved earlier.
    """
    assert moved.last_day is not None
    if not TERMINATES:
        ending.terminate(int(employee_id), moved.employer_id, moved.last_day, REASON)
        return
    enrolments.terminate_employment(
        **_command(),
        employee_id=str(employee_id),
        employer_id=moved.employer_id,
        last_day=moved.last_day,
        reason=REASON,
        override_reason="the directory's day counts, however late it was told",
    )


def _restore(employee_id: int, moved: EndMoved) -> None:
    """
    Older releases cannot move an end that is set; what they leave is in the nightly report.
    """
    if not TERMINATES:
        return
    enrolments.restore_employment(
        **_command(),
        employee_id=str(employee_id),
        employer_id=moved.employer_id,
        last_day=moved.last_day,
        reason="employment goes on",
    )


def _command() -> dict[str, Any]:
    """
    As whom, and under a key that no other change has: a change is told once.
    """
    return {"actor": Actor.system("directory"), "idempotency_key": f"directory-{uuid.uuid4()}"}
