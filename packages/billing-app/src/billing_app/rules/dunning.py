"""
When is a late invoice reminded of?
"""

import datetime as dt
from collections.abc import Sequence

from billing_app.data import DunningStage
from billing_app.errors import UnusableValue
from billing_app.rules.usable import require_text

_SATURDAY = 5
MOST_STAGES, LONGEST_WAIT = 10, 365


def is_business_day(day: dt.date) -> bool:
    """
    Monday to Friday.
    """
    return day.weekday() < _SATURDAY


def business_day(day: dt.date) -> dt.date:
    """
    The day, or the Monday after it.
    """
    return day + dt.timedelta(days=max(0, 7 - day.weekday()) if not is_business_day(day) else 0)


def day_of(stages: Sequence[DunningStage], reached: int, due_on: dt.date) -> dt.date | None:
    """
    The business day of the stage after `reached` ones; None if there is no other.
    """
    if reached >= len(stages):
        return None
    return business_day(due_on + dt.timedelta(days=stages[reached].days_after_due))


def require_stages(stages: Sequence[DunningStage]) -> None:
    """
    Raises:
        UnusableValue: if they are too many, not each later than the one before, or not named.
    """
    if len(stages) > MOST_STAGES:
        raise UnusableValue("stages", f"{MOST_STAGES} stages at the most")
    last = 0
    for stage in stages:
        if not last < stage.days_after_due <= LONGEST_WAIT:
            raise UnusableValue(
                "stages", f"days after the due date that rise, from 1 to {LONGEST_WAIT}"
            )
        last = stage.days_after_due
        require_text("name", stage.name, longest=100, shortest=1)
        require_text("text", stage.text, longest=2000)
