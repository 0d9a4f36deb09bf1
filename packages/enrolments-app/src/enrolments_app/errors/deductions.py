"""
Why can payroll deductions not be worked out?
"""

from enrolments_app.errors.base import EnrolmentsError


class PayScheduleNotUsable(EnrolmentsError):
    """
    The pay schedule describes no calendar.
    """

    code = "pay-schedule-not-usable"
    http_status = 422

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(field, problem)
        self.field = field
        self.problem = problem

    def __str__(self) -> str:
        return f"The pay schedule cannot be used: {self.field}: {self.problem}. Correct that field."
