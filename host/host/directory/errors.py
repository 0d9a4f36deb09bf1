"""
Which refusals should a caller of the directory's services expect?
"""

import datetime as dt

from domain_kit.errors import DomainError


class DirectoryError(DomainError):
    """
    Base of every refusal of the directory.
    """

    code = "directory-refused"


class PersonNotFound(DirectoryError):
    """
    Nobody by this number among the people the actor may see.
    """

    code = "person-not-found"
    http_status = 404

    def __init__(self, employee_id: object) -> None:
        super().__init__(employee_id)
        self.employee_id = employee_id

    def __str__(self) -> str:
        return f"There is no employee {self.employee_id}. Add the person to the directory first."


class AlreadyHired(DirectoryError):
    """
    The same person from the same day on: the form was sent twice, or two people did the same.
    """

    code = "already-hired"

    def __init__(self, employee_id: int, name: str, hired_on: dt.date) -> None:
        super().__init__(employee_id, name, hired_on)
        self.employee_id = employee_id
        self.name = name
        self.hired_on = hired_on

    def __str__(self) -> str:
        return (
            f"{self.name} is employed from {self.hired_on} already, as employee "
            f"{self.employee_id}. If this is somebody else, tell them apart by name or birth date."
        )


class LeavesBeforeHired(DirectoryError):
    """
    The last day of work is before the first one.
    """

    code = "leaves-before-hired"
    http_status = 422

    def __init__(self, employee_id: int, hired_on: dt.date, last_day: dt.date) -> None:
        super().__init__(employee_id, hired_on, last_day)
        self.employee_id = employee_id
        self.hired_on = hired_on
        self.last_day = last_day

    def __str__(self) -> str:
        return (
            f"Employee {self.employee_id} is employed from {self.hired_on} and cannot leave on "
            f"{self.last_day}. Choose {self.hired_on} or a later day."
        )


class EmploymentOverlaps(DirectoryError):
    """
    The person is employed already on some of these days.
    """

    code = "employment-overlaps"

    def __init__(self, employee_id: int, first_day: dt.date, employed: str) -> None:
        super().__init__(employee_id, first_day, employed)
        self.employee_id = employee_id
        self.first_day = first_day
        self.employed = employed

    def __str__(self) -> str:
        return (
            f"Employee {self.employee_id} cannot start on {self.first_day}, being employed from "
            f"{self.employed}. End that employment first, or transfer the person."
        )


class SameEmployer(DirectoryError):
    """
    A transfer to the employer whose the person is already.
    """

    code = "same-employer"
    http_status = 422

    def __init__(self, employee_id: int) -> None:
        super().__init__(employee_id)
        self.employee_id = employee_id

    def __str__(self) -> str:
        return f"Employee {self.employee_id} is with that employer already. Choose another one."
