"""
At which instants does a window open and close?
"""

import datetime as dt
import zoneinfo

from benefits_app.data import WindowDays
from benefits_app.errors import WindowClosed, WindowOnlyMovesLater

_MINUTE = dt.timedelta(minutes=1)


def first_instant(day: dt.date, time_zone: str) -> dt.datetime:
    """
    The first instant of a day in a zone, in UTC (C-13).

    Where clocks go forward over midnight the day begins later: Cairo's 30 April 2027 at 01:00
    (C-14).
    """
    zone = zoneinfo.ZoneInfo(time_zone)
    midnight = dt.datetime.combine(day, dt.time(), tzinfo=zone)
    instant = midnight.astimezone(dt.UTC)
    # A midnight that does not exist converts to an instant of the day before, by the offset
    # before the change; the day's first instant is where its own date begins.
    while instant.astimezone(zone).date() < day:
        instant += _MINUTE
    return instant


def window_instants(
    *, opens_on: dt.date, closes_on: dt.date, time_zone: str
) -> tuple[dt.datetime, dt.datetime]:
    """
    The half-open window from the first instant of one day to the end of the other (C-13).
    """
    return (
        first_instant(opens_on, time_zone),
        first_instant(closes_on + dt.timedelta(days=1), time_zone),
    )


def instants_of(days: WindowDays) -> tuple[dt.datetime, dt.datetime]:
    """
    The half-open window of its days, in UTC.
    """
    return window_instants(
        opens_on=days.opens_on, closes_on=days.closes_on, time_zone=days.time_zone
    )


def days_of(*, opens_at: dt.datetime, closes_at: dt.datetime, time_zone: str) -> WindowDays | None:
    """
    The days whose instants these are; None if one of them is no start of a day in the zone.
    """
    zone = zoneinfo.ZoneInfo(time_zone)
    opens_on = opens_at.astimezone(zone).date()
    closes_on = closes_at.astimezone(zone).date() - dt.timedelta(days=1)
    if closes_on < opens_on:
        return None
    days = WindowDays(opens_on=opens_on, closes_on=closes_on, time_zone=time_zone)
    return days if instants_of(days) == (opens_at, closes_at) else None


def is_open(days: WindowDays, at: dt.datetime) -> bool:
    """
    Whether elections are accepted at an instant of any zone (C-13).
    """
    opens_at, closes_at = instants_of(days)
    return opens_at <= at < closes_at


def require_open(days: WindowDays, at: dt.datetime) -> None:
    """
    Raises:
        WindowClosed: if elections are not accepted at the instant; it says when, in the zone.
    """
    if not is_open(days, at):
        zone = zoneinfo.ZoneInfo(days.time_zone)
        opens_at, closes_at = (instant.astimezone(zone) for instant in instants_of(days))
        raise WindowClosed(opens_at, closes_at, days.time_zone)


def extended(days: WindowDays, *, closes_on: dt.date) -> WindowDays:
    """
    The window until a later day (C-15).

    Raises:
        WindowOnlyMovesLater: if the day is not later.
    """
    if closes_on <= days.closes_on:
        raise WindowOnlyMovesLater(closes_on)
    return WindowDays(opens_on=days.opens_on, closes_on=closes_on, time_zone=days.time_zone)
