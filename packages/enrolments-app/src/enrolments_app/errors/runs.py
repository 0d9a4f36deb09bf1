"""
Why can a run over many people not be started?
"""

import datetime as dt
from uuid import UUID

from enrolments_app.errors.base import EnrolmentsError


class RunNotFound(EnrolmentsError):
    """
    No such run among those the actor may see.
    """

    code = "run-not-found"
    http_status = 404

    def __init__(self, run_id: UUID) -> None:
        super().__init__(run_id)
        self.run_id = run_id

    def __str__(self) -> str:
        return f"There is no run {self.run_id}. Choose one that list_runs() names."


class NothingToCarryOver(EnrolmentsError):
    """
    The plan year has no renewal: nobody said what becomes of its options.
    """

    code = "nothing-to-carry-over"

    def __init__(self, plan_year_id: UUID) -> None:
        super().__init__(plan_year_id)
        self.plan_year_id = plan_year_id

    def __str__(self) -> str:
        return (
            f"Plan year {self.plan_year_id} has no options with a renewal. "
            "Renew the plan year in the catalogue first, and then carry over."
        )


class NotTheDayAfterThePlanYear(EnrolmentsError):
    """
    Carrying over on another day would cut cover that is agreed, or leave a hole.
    """

    code = "not-the-day-after-the-plan-year"
    http_status = 422

    def __init__(self, plan_year_id: UUID, ends_on: dt.date, starts_on: dt.date) -> None:
        super().__init__(plan_year_id, ends_on, starts_on)
        self.plan_year_id = plan_year_id
        self.ends_on = ends_on
        self.starts_on = starts_on

    def __str__(self) -> str:
        return (
            f"Plan year {self.plan_year_id} ends on {self.ends_on}, so it is not carried over from "
            f"{self.starts_on}. Carry it over from the day after its last."
        )


class BusinessDateOnlyMovesForward(EnrolmentsError):
    """
    The business of that day is done (C-23).
    """

    code = "business-date-only-moves-forward"

    def __init__(self, day: dt.date, wanted: dt.date) -> None:
        super().__init__(day, wanted)
        self.day = day
        self.wanted = wanted

    def __str__(self) -> str:
        return (
            f"The business date is {self.day} and does not go back to {self.wanted}. "
            "Correct single enrolments instead."
        )


class BusinessDateTooFar(EnrolmentsError):
    """
    More missed days than one call may process.
    """

    code = "business-date-too-far"
    http_status = 422

    def __init__(self, day: dt.date, wanted: dt.date, limit: int) -> None:
        super().__init__(day, wanted, limit)
        self.day = day
        self.wanted = wanted
        self.limit = limit

    def __str__(self) -> str:
        return (
            f"From {self.day} to {self.wanted} are more than {self.limit} days. "
            "Check the day, or move there in several calls."
        )


class NoEmployees(EnrolmentsError):
    """
    A run for leavers needs to know who leaves.
    """

    code = "no-employees"
    http_status = 422

    def __init__(self) -> None:
        super().__init__()

    def __str__(self) -> str:
        return "No employee was named. Name at least one."
