"""
Which refusals are about cover that exists, and the days it has?
"""

import datetime as dt
from uuid import UUID

from enrolments_app.errors.base import EnrolmentsError


class OverlappingCoverage(EnrolmentsError):
    """
    The employee is already covered by this benefit on some of these days (C-21).
    """

    code = "overlapping-coverage"

    def __init__(self, employee_id: int | str, benefit_id: UUID, existing_id: UUID) -> None:
        super().__init__(employee_id, benefit_id, existing_id)
        self.employee_id = employee_id
        self.benefit_id = benefit_id
        self.existing_id = existing_id

    def __str__(self) -> str:
        return (
            f"Employee {self.employee_id} is already covered by this benefit: enrolment "
            f"{self.existing_id}. End that one first, and start the new one the day after."
        )


class NotOffered(EnrolmentsError):
    """
    The catalogue does not offer the option on that day.
    """

    code = "not-offered"

    def __init__(self, option_id: UUID, on: dt.date, because: str) -> None:
        super().__init__(option_id, on, because)
        self.option_id = option_id
        self.on = on
        self.because = because

    def __str__(self) -> str:
        return f"Option {self.option_id} cannot be chosen from {self.on}: {self.because}"


class EmployeeNotFound(EnrolmentsError):
    """
    The directory knows nobody by this id.
    """

    code = "employee-not-found"
    http_status = 404

    def __init__(self, employee_id: int | str) -> None:
        super().__init__(employee_id)
        self.employee_id = employee_id

    def __str__(self) -> str:
        return f"There is no employee {self.employee_id}. Add the person to the directory first."


class NotEmployed(EnrolmentsError):
    """
    The day is outside the employee's employment.
    """

    code = "not-employed"

    def __init__(self, employee_id: int | str, on: dt.date, employed: str) -> None:
        super().__init__(employee_id, on, employed)
        self.employee_id = employee_id
        self.on = on
        self.employed = employed

    def __str__(self) -> str:
        return (
            f"Employee {self.employee_id} is employed from {self.employed}, not on {self.on}. "
            "Choose a day of employment."
        )


class EnrolmentNotFound(EnrolmentsError):
    """
    No such enrolment among those the actor may see.
    """

    code = "enrolment-not-found"
    http_status = 404

    def __init__(self, enrolment_id: UUID) -> None:
        super().__init__(enrolment_id)
        self.enrolment_id = enrolment_id

    def __str__(self) -> str:
        return (
            f"There is no enrolment {self.enrolment_id}. Choose one that list_enrolments() names."
        )


class IllegalTransition(EnrolmentsError):
    """
    An enrolment in this status cannot do that any more.
    """

    code = "illegal-transition"

    def __init__(self, enrolment_id: UUID, status: str, wanted: str) -> None:
        super().__init__(enrolment_id, status, wanted)
        self.enrolment_id = enrolment_id
        self.status = status
        self.wanted = wanted

    def __str__(self) -> str:
        return (
            f"Enrolment {self.enrolment_id} is {self.status} and cannot be {self.wanted}. "
            "Only an active enrolment can be ended or cancelled; enrol again instead."
        )


class EndsBeforeStart(EnrolmentsError):
    """
    The last day is before the first one.
    """

    code = "ends-before-start"
    http_status = 422

    def __init__(self, starts_on: dt.date, ends_on: dt.date) -> None:
        super().__init__(starts_on, ends_on)
        self.starts_on = starts_on
        self.ends_on = ends_on

    def __str__(self) -> str:
        return (
            f"Cover that starts on {self.starts_on} cannot end on {self.ends_on}. "
            "Cancel it if it never took effect."
        )


class AlreadyTookEffect(EnrolmentsError):
    """
    Cover that has begun cannot be cancelled, only ended.
    """

    code = "already-took-effect"

    def __init__(self, enrolment_id: UUID, starts_on: dt.date) -> None:
        super().__init__(enrolment_id, starts_on)
        self.enrolment_id = enrolment_id
        self.starts_on = starts_on

    def __str__(self) -> str:
        return (
            f"Enrolment {self.enrolment_id} took effect on {self.starts_on}, so it cannot be "
            "cancelled. End it after its last day of cover instead."
        )


class NotCoveredOn(EnrolmentsError):
    """
    The enrolment does not cover the day from which it should change.
    """

    code = "not-covered-on"

    def __init__(self, enrolment_id: UUID, on: dt.date, covered: str) -> None:
        super().__init__(enrolment_id, on, covered)
        self.enrolment_id = enrolment_id
        self.on = on
        self.covered = covered

    def __str__(self) -> str:
        return (
            f"Enrolment {self.enrolment_id} covers {self.covered}, not {self.on}. "
            "Choose a day of its cover, or enrol anew."
        )


class StaleVersion(EnrolmentsError):
    """
    Somebody else has changed it meanwhile.
    """

    code = "stale-version"

    def __init__(self, enrolment_id: UUID, version: int, expected: int) -> None:
        super().__init__(enrolment_id, version, expected)
        self.enrolment_id = enrolment_id
        self.version = version
        self.expected = expected

    def __str__(self) -> str:
        return (
            f"Enrolment {self.enrolment_id} is at version {self.version}, not {self.expected}: it "
            "was changed meanwhile. Read it again and decide anew."
        )
