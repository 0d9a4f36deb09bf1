"""
Why do a waiver and a cover not go together?
"""

import datetime as dt
from uuid import UUID

from enrolments_app.errors.base import EnrolmentsError


class CoveredAlready(EnrolmentsError):
    """
    The employee is covered by the benefit on some of the days to be waived.
    """

    code = "covered-already"

    def __init__(self, employee_id: str, benefit_id: UUID, existing_id: UUID) -> None:
        super().__init__(employee_id, benefit_id, existing_id)
        self.employee_id = employee_id
        self.benefit_id = benefit_id
        self.existing_id = existing_id

    def __str__(self) -> str:
        return (
            f"Employee {self.employee_id} is covered by this benefit on some of these days: "
            f"enrolment {self.existing_id}. End that one first, and waive from the day after."
        )


class BenefitWaived(EnrolmentsError):
    """
    The employee has waived the benefit on some of the days to be covered.
    """

    code = "benefit-waived"

    def __init__(self, employee_id: str, benefit_id: UUID, waiver_id: UUID) -> None:
        super().__init__(employee_id, benefit_id, waiver_id)
        self.employee_id = employee_id
        self.benefit_id = benefit_id
        self.waiver_id = waiver_id

    def __str__(self) -> str:
        return (
            f"Employee {self.employee_id} has waived this benefit on some of these days: waiver "
            f"{self.waiver_id}. Withdraw it first, or start cover after it."
        )


class WaivedAlready(EnrolmentsError):
    """
    The benefit is waived on some of these days already.
    """

    code = "waived-already"

    def __init__(self, employee_id: str, benefit_id: UUID, existing_id: UUID) -> None:
        super().__init__(employee_id, benefit_id, existing_id)
        self.employee_id = employee_id
        self.benefit_id = benefit_id
        self.existing_id = existing_id

    def __str__(self) -> str:
        return (
            f"Employee {self.employee_id} has waived this benefit on some of these days already: "
            f"waiver {self.existing_id}. Withdraw that one, or choose other days."
        )


class WaiverOutsidePlanYear(EnrolmentsError):
    """
    Some of the days are no days of the plan year, or the employer has no such plan year.
    """

    code = "waiver-outside-plan-year"
    http_status = 422

    def __init__(self, plan_year_id: UUID, days: str, year: str) -> None:
        super().__init__(plan_year_id, days, year)
        self.plan_year_id = plan_year_id
        self.days = days
        self.year = year

    def __str__(self) -> str:
        if not self.year:
            return (
                f"The employer has no plan year {self.plan_year_id}. "
                "Name the one whose benefit is waived."
            )
        return (
            f"Plan year {self.plan_year_id} goes from {self.year}, and the waiver is for "
            f"{self.days}. Choose days of that year."
        )


class WaiverNotFound(EnrolmentsError):
    """
    No such waiver among those the actor may see.
    """

    code = "waiver-not-found"
    http_status = 404

    def __init__(self, waiver_id: UUID) -> None:
        super().__init__(waiver_id)
        self.waiver_id = waiver_id

    def __str__(self) -> str:
        return f"There is no waiver {self.waiver_id}. Choose one that list_waivers() names."


class WaiverWithdrawn(EnrolmentsError):
    """
    The waiver was withdrawn before.
    """

    code = "waiver-withdrawn"

    def __init__(self, waiver_id: UUID, withdrawn_at: dt.datetime) -> None:
        super().__init__(waiver_id, withdrawn_at)
        self.waiver_id = waiver_id
        self.withdrawn_at = withdrawn_at

    def __str__(self) -> str:
        return (
            f"Waiver {self.waiver_id} was withdrawn at {self.withdrawn_at:%Y-%m-%d %H:%M}Z already. "
            "Waive again if the benefit is not wanted after all."
        )


class UnknownWaiverReason(EnrolmentsError):
    """
    The reason code is none that this domain knows.
    """

    code = "unknown-waiver-reason"
    http_status = 422

    def __init__(self, reason: str, known: tuple[str, ...]) -> None:
        super().__init__(reason, known)
        self.reason = reason
        self.known = known

    def __str__(self) -> str:
        return f"{self.reason!r} is no reason for a waiver. Use one of {', '.join(self.known)}."


class WaiverEndsBeforeStart(EnrolmentsError):
    """
    The last day of the waiver is before the first one.
    """

    code = "waiver-ends-before-start"
    http_status = 422

    def __init__(self, starts_on: dt.date, ends_on: dt.date) -> None:
        super().__init__(starts_on, ends_on)
        self.starts_on = starts_on
        self.ends_on = ends_on

    def __str__(self) -> str:
        return (
            f"A waiver that starts on {self.starts_on} cannot end on {self.ends_on}. "
            f"Choose {self.starts_on} or a later day."
        )
