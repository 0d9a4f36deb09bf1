"""
Port of the directory: what becomes of somebody's cover when the first day of employment moves?
"""

import inspect
import uuid

from domain_kit.actor import Actor
from enrolments_app import api as enrolments
from host.directory.data import PersonChange, StartMoved

# Older releases cannot move a first day; what they leave is in the nightly report.
MOVES = hasattr(enrolments, "correct_first_day")
WAITS = MOVES and "always_wait" in inspect.signature(enrolments.correct_first_day).parameters


class MoveCover:
    """
    One of DIRECTORY_OBSERVERS, after the one for leavers: no cover begins before the employment, in
    the same transaction; a first day that moves back gives back what had been taken for it.
    """

    def person_changed(self, change: PersonChange) -> None:
        """
        Move cover at each employer whose employment begins on another day now.
        """
        for moved in change.starts_moved:
            move_cover(change.employee_id, moved)


def move_cover(employee_id: int | str, moved: StartMoved, *, guessed: bool = False) -> None:
    """
    Let somebody's cover follow one first day, as far as the installed release can. `guessed`: the
    former first day is not known, so cover keeps the waiting period whatever it did before (C-12).
    """
    if not MOVES:
        return
    enrolments.correct_first_day(
        actor=Actor.system("directory"),
        # A key that no other change has: a change is told once.
        idempotency_key=f"directory-{uuid.uuid4()}",
        employer_id=moved.employer_id,
        employee_id=str(employee_id),
        previous_first_day=moved.previous_first_day,
        first_day=moved.first_day,
        reason=f"employed from {moved.first_day} on",
        **({"always_wait": True} if guessed and WAITS else {}),
    )
