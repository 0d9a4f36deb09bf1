"""
Which windows accept an election at this instant?
"""

import datetime as dt
import zoneinfo
from uuid import UUID

from benefits_app import models
from benefits_app.data import EmployeeFacts, Window
from benefits_app.errors import (
    InstantWithoutZone,
    PlanYearNotFound,
    WindowClosed,
    WindowNotPlanned,
)
from benefits_app.queries.values import days_of_row, window_value
from benefits_app.rules.windows import is_open
from domain_kit.actor import Actor

_DAY = dt.timedelta(days=1)
NEW_HIRE = "new_hire"
"""The kind of window that only those may use who are hired while it is open."""


def open_windows(
    *, actor: Actor, employer_id: UUID, at: dt.datetime, facts: EmployeeFacts | None = None
) -> tuple[Window, ...]:
    """
    The windows with opens_at <= `at` < closes_at; several may be open at once.

    With the `facts` of somebody only those that are open to them: a window of the kind `new_hire`
    is for those who are hired while it is open.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
        InstantWithoutZone: if `at` has no time zone; it is a ValueError, too.
    """
    actor.require_employer(employer_id)
    if at.tzinfo is None:
        raise InstantWithoutZone(at)
    # It is never more than a day earlier or later anywhere than it is in UTC.
    today = at.astimezone(dt.UTC).date()
    near = models.EnrolmentWindow.objects.filter(
        employer_id=employer_id, opens_on__lte=today + _DAY, closes_on__gte=today - _DAY
    )
    open_now = (window_value(row) for row in near if is_open(days_of_row(row), at))
    return tuple(window for window in open_now if facts is None or _is_for(window, facts))


def _is_for(window: Window, facts: EmployeeFacts) -> bool:
    return window.kind != NEW_HIRE or window.opens_on <= facts.hired_on <= window.closes_on


def require_open_window(*, actor: Actor, plan_year_id: UUID, at: dt.datetime) -> Window:
    """
    A window of a plan year that is open at an instant.

    Raises:
        PlanYearNotFound: if the actor can see no such plan year.
        WindowClosed: if none is open; it tells the next one, or else the last one.
        WindowNotPlanned: if the year has none at all.
        InstantWithoutZone: if `at` has no time zone.
    """
    if at.tzinfo is None:
        raise InstantWithoutZone(at)
    if not actor.scope(models.PlanYear.objects.all()).filter(pk=plan_year_id).exists():
        raise PlanYearNotFound(plan_year_id)
    rows = models.EnrolmentWindow.objects.filter(plan_year_id=plan_year_id).order_by("opens_on")
    windows = [window_value(row) for row in rows]
    for window in windows:
        if window.opens_at <= at < window.closes_at:
            return window
    if not windows:
        raise WindowNotPlanned(plan_year_id)
    nearest = next((each for each in windows if each.opens_at > at), windows[-1])
    zone = zoneinfo.ZoneInfo(nearest.time_zone)
    raise WindowClosed(
        nearest.opens_at.astimezone(zone), nearest.closes_at.astimezone(zone), nearest.time_zone
    )
