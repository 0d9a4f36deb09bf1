"""
What time is it, and what is the date where an employer is?
"""

import datetime as dt
import zoneinfo

from django.utils import timezone

from domain_kit.errors import DomainError


class UnknownTimeZone(DomainError):
    """
    The name is not one of the IANA time zones.
    """

    code = "unknown-time-zone"
    http_status = 422

    def __init__(self, time_zone: str) -> None:
        super().__init__(time_zone)
        self.time_zone = time_zone

    def __str__(self) -> str:
        return f"{self.time_zone!r} is not a time zone. Use an IANA name such as Europe/London."


def now() -> dt.datetime:
    """
    This instant, with its time zone, whatever USE_TZ says.
    """
    at = timezone.now()
    return at if timezone.is_aware(at) else timezone.make_aware(at)


def zone(time_zone: str) -> zoneinfo.ZoneInfo:
    """
    A time zone by its IANA name.

    Raises:
        UnknownTimeZone: if there is none of that name.
    """
    try:
        return zoneinfo.ZoneInfo(time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownTimeZone(time_zone) from None


def business_date(time_zone: str) -> dt.date:
    """
    Today's date in a time zone: an employer's "today" is its own, not the server's.

    Raises:
        UnknownTimeZone: if there is none of that name.
    """
    return now().astimezone(zone(time_zone)).date()
