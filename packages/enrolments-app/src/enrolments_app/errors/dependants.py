"""
Why can somebody not be made, or stop being, a dependant?
"""

import datetime as dt
import warnings
from collections.abc import Iterable
from uuid import UUID

from enrolments_app.errors.base import EnrolmentsError


class UnknownRelationship(EnrolmentsError):
    """
    The relationship is none that this domain knows.
    """

    code = "unknown-relationship"
    http_status = 422

    def __init__(self, relationship: str, known: Iterable[str]) -> None:
        known = tuple(known)
        super().__init__(relationship, known)
        self.relationship = relationship
        self.known = known

    def __str__(self) -> str:
        return (
            f"{self.relationship!r} is no relationship of a dependant. "
            f"Use one of {', '.join(self.known)}."
        )


class BornInTheFuture(EnrolmentsError):
    """
    The birth date is after today, in the employer's own day.
    """

    code = "born-in-the-future"
    http_status = 422

    def __init__(self, key: str, born_on: dt.date, today: dt.date) -> None:
        super().__init__(key, born_on, today)
        self.key = key
        self.born_on = born_on
        self.today = today

    def __str__(self) -> str:
        return (
            f"Dependant {self.key!r} cannot be born on {self.born_on}: today is {self.today}. "
            "Correct the birth date, or add the child when it is born."
        )


class DependantKeyTaken(EnrolmentsError):
    """
    The employee already has a dependant by this key on some of these days.
    """

    code = "dependant-key-taken"

    def __init__(self, key: str, existing_id: UUID) -> None:
        super().__init__(key, existing_id)
        self.key = key
        self.existing_id = existing_id

    def __str__(self) -> str:
        return (
            f"There is already a dependant by the key {self.key!r}: {self.existing_id}. "
            "Give the other person a key of its own, or use the one that exists."
        )


class SecondPartner(EnrolmentsError):
    """
    The employee has a spouse or partner already: at most one on any day.
    """

    code = "second-partner"

    def __init__(self, employee_id: str, existing_id: UUID) -> None:
        super().__init__(employee_id, existing_id)
        self.employee_id = employee_id
        self.existing_id = existing_id

    def __str__(self) -> str:
        return (
            f"Employee {self.employee_id} already has a spouse or partner: dependant "
            f"{self.existing_id}. End that one first, and start the new one the day after."
        )


class DependantNotFound(EnrolmentsError):
    """
    No such dependant among those the actor may see.
    """

    code = "dependant-not-found"
    http_status = 404

    def __init__(self, dependant_id: UUID) -> None:
        super().__init__(dependant_id)
        self.dependant_id = dependant_id

    def __str__(self) -> str:
        return (
            f"There is no dependant {self.dependant_id}. Choose one that list_dependants() names."
        )


class DependantAlreadyEnded(EnrolmentsError):
    """
    Deprecated, and gone in 4.0.0: an end moves, so no command of 3.2 refuses because of one.
    """

    code = "dependant-already-ended"

    def __init__(self, dependant_id: UUID, ended_on: dt.date) -> None:
        warnings.warn(
            "DependantAlreadyEnded goes in enrolments-app 4.0.0: end_dependant() moves an end that "
            "was set, and raises it no longer. Stop catching it.",
            DeprecationWarning,
            stacklevel=2,
        )
        super().__init__(dependant_id, ended_on)
        self.dependant_id = dependant_id
        self.ended_on = ended_on

    def __str__(self) -> str:
        return (
            f"Dependant {self.dependant_id} ended on {self.ended_on} already. "
            "Add the person again if it is a dependant once more."
        )


class DependantNotEnded(EnrolmentsError):
    """
    There is no end to take back.
    """

    code = "dependant-not-ended"

    def __init__(self, dependant_id: UUID) -> None:
        super().__init__(dependant_id)
        self.dependant_id = dependant_id

    def __str__(self) -> str:
        return (
            f"Dependant {self.dependant_id} has no end that could be taken back. "
            "Read the dependant again."
        )


class DependantEndsBeforeStart(EnrolmentsError):
    """
    The last day as a dependant is before the first one.
    """

    code = "dependant-ends-before-start"
    http_status = 422

    def __init__(self, dependant_id: UUID, starts_on: dt.date, ends_on: dt.date) -> None:
        super().__init__(dependant_id, starts_on, ends_on)
        self.dependant_id = dependant_id
        self.starts_on = starts_on
        self.ends_on = ends_on

    def __str__(self) -> str:
        return (
            f"Dependant {self.dependant_id} starts on {self.starts_on} and cannot end on "
            f"{self.ends_on}. Choose {self.starts_on} or a later day."
        )


class DependantCovered(EnrolmentsError):
    """
    The person is covered after that day, and the cover was not asked to change.
    """

    code = "dependant-covered"

    def __init__(self, dependant_id: UUID, ends_on: dt.date, enrolment_ids: Iterable[UUID]) -> None:
        enrolment_ids = tuple(enrolment_ids)
        super().__init__(dependant_id, ends_on, enrolment_ids)
        self.dependant_id = dependant_id
        self.ends_on = ends_on
        self.enrolment_ids = enrolment_ids

    def __str__(self) -> str:
        return (
            f"Dependant {self.dependant_id} is covered after {self.ends_on} by "
            f"{', '.join(map(str, self.enrolment_ids))}. End the dependant with `change_cover`, "
            "or take the person out of that cover first."
        )


class DependantPriced(EnrolmentsError):
    """
    The person is or was covered, and the correction is of what a price may depend on.
    """

    code = "dependant-priced"

    def __init__(
        self, dependant_id: UUID, changed: Iterable[str], enrolment_ids: Iterable[UUID]
    ) -> None:
        changed, enrolment_ids = tuple(changed), tuple(enrolment_ids)
        super().__init__(dependant_id, changed, enrolment_ids)
        self.dependant_id = dependant_id
        self.changed = changed
        self.enrolment_ids = enrolment_ids

    def __str__(self) -> str:
        return (
            f"Dependant {self.dependant_id} is covered by {', '.join(map(str, self.enrolment_ids))}, "
            f"whose price may depend on {', '.join(self.changed)}. Correct the name alone, or end "
            "this dependant and name the person anew."
        )
