"""
Which day is it where an employer is?
"""

import datetime as dt
import zoneinfo

from django.utils import timezone


def today_in(time_zone: str) -> dt.date:
    """
    The date in an IANA zone.
    """
    return timezone.now().astimezone(zoneinfo.ZoneInfo(time_zone)).date()
