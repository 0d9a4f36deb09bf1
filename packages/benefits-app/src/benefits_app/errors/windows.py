"""
Which refusals concern the time at which somebody chooses?
"""

import datetime as dt
from uuid import UUID

from benefits_app.errors.base import BenefitsError


class WindowClosed(BenefitsError):
    """
    The window is not open yet, or not any more (C-13).
    """

    code = "window-closed"

    def __init__(self, opens_at: dt.datetime, closes_at: dt.datetime, time_zone: str) -> None:
        super().__init__(opens_at, closes_at, time_zone)
        self.opens_at = opens_at
        self.closes_at = closes_at
        self.time_zone = time_zone

    def __str__(self) -> str:
        return (
            f"The window is open from {self.opens_at:%Y-%m-%d %H:%M} to "
            f"{self.closes_at:%Y-%m-%d %H:%M} ({self.time_zone}), and it is not open now. "
            "Ask HR to extend it, or wait for the next one."
        )


class WindowNotPlanned(BenefitsError):
    """
    The plan year has no window at all.
    """

    code = "window-not-planned"

    def __init__(self, plan_year_id: UUID) -> None:
        super().__init__(plan_year_id)
        self.plan_year_id = plan_year_id

    def __str__(self) -> str:
        return f"Plan year {self.plan_year_id} has no enrolment window. Ask HR to open one."
