"""
How far back may somebody decide, and in which window?
"""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from enrolments_app.data import Window
from enrolments_app.errors import RetroLimitExceeded, WindowClosed


def require_recent(day: dt.date, *, today: dt.date, limit: int) -> None:
    """
    A day is refused from `limit` days back on: with 60, day 59 is the last one allowed (C-26).

    With 0 or 1 nobody reaches back at all.

    Raises:
        RetroLimitExceeded: if the day is too far back.
    """
    back = (today - day).days
    if back > 0 and back >= limit:
        raise RetroLimitExceeded(back, limit)


def open_window(windows: Iterable[Window], plan_year_id: UUID | None) -> Window:
    """
    An open window of the plan year; cover of older releases names no plan year, any will do.

    Raises:
        WindowClosed: if none is open.
    """
    for window in windows:
        if plan_year_id is None or window.plan_year_id == plan_year_id:
            return window
    raise WindowClosed(plan_year_id)
