"""
At which instants does a window open and close?
"""

import datetime as dt
import zoneinfo

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
