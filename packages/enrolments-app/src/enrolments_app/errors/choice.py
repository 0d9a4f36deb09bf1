"""
Which refusals are about the right to choose: windows, limits, eligibility, people?
"""

import datetime as dt
from uuid import UUID

from enrolments_app.errors.base import EnrolmentsError


class WindowClosed(EnrolmentsError):
    """
    No window of the plan year is open, and employees choose in windows (C-13).

    `opens_at` and `closes_at` are those of a window of the plan year, if one is known.
    """

    code = "window-closed"

    def __init__(
        self,
        plan_year_id: UUID | None,
        opens_at: dt.datetime | None = None,
        closes_at: dt.datetime | None = None,
    ) -> None:
        super().__init__(plan_year_id, opens_at, closes_at)
        self.plan_year_id = plan_year_id
        self.opens_at = opens_at
        self.closes_at = closes_at

    def __str__(self) -> str:
        known = f" It was open from {self.opens_at} to {self.closes_at}." if self.opens_at else ""
        return (
            f"No enrolment window of plan year {self.plan_year_id} is open now.{known} "
            "Report a life event, or ask HR to decide it."
        )


class RetroLimitExceeded(EnrolmentsError):
    """
    The day is too far back: `days` before today, and fewer than `limit` are allowed (C-26).
    """

    code = "retro-limit-exceeded"

    def __init__(self, days: int, limit: int) -> None:
        super().__init__(days, limit)
        self.days = days
        self.limit = limit

    def __str__(self) -> str:
        if self.limit <= 1:
            return (
                f"The day is {self.days} days back, and employees choose from today on. "
                "Choose a later day, or ask HR to decide it."
            )
        return (
            f"The day is {self.days} days back, and only fewer than {self.limit} are allowed. "
            "Choose a later day, or give the reason for an exception."
        )


class NotEligible(EnrolmentsError):
    """
    The employee may not have this benefit; every reason is named.
    """

    code = "not-eligible"

    def __init__(self, employee_id: int | str, benefit_id: UUID, reasons: tuple[str, ...]) -> None:
        super().__init__(employee_id, benefit_id, reasons)
        self.employee_id = employee_id
        self.benefit_id = benefit_id
        self.reasons = reasons

    def __str__(self) -> str:
        return (
            f"Employee {self.employee_id} may not have benefit {self.benefit_id}: "
            f"{'; '.join(self.reasons) or 'the rules do not allow it'}. "
            "Choose another benefit or a later day."
        )


class ClosedToNew(EnrolmentsError):
    """
    The option is kept by those who have it, and the employee does not.
    """

    code = "closed-to-new"

    def __init__(self, employee_id: int | str, option_id: UUID, on: dt.date) -> None:
        super().__init__(employee_id, option_id, on)
        self.employee_id = employee_id
        self.option_id = option_id
        self.on = on

    def __str__(self) -> str:
        return (
            f"Option {self.option_id} is closed to new entrants on {self.on}, and employee "
            f"{self.employee_id} does not have it. Choose another option."
        )


class MemberNotCoverable(EnrolmentsError):
    """
    Somebody beside the employee cannot be covered: where in the request, who, and why.
    """

    code = "member-not-coverable"
    http_status = 422

    def __init__(self, place: str, key: str, reason: str) -> None:
        super().__init__(place, key, reason)
        self.place = place
        self.key = key
        self.reason = reason
        self.faults = ({"at": place, "problem": str(self)},)

    def __str__(self) -> str:
        who = repr(self.key) if self.key else "without a key"
        return (
            f"{self.place}: the person {who} cannot be covered: {self.reason.rstrip('.')}. "
            "Correct it, or leave the person out."
        )
