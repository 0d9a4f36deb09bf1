"""
When is something that failed tried again?
"""

import datetime as dt
import email.utils
from collections.abc import Sequence

_MINUTE = 60
_HOUR = 3600

# Ten tries over three days (C-39; Standard Webhooks 1.0): after each, how long the next one waits.
DELIVERY = tuple(
    dt.timedelta(seconds=seconds)
    for seconds in (
        5,
        5 * _MINUTE,
        30 * _MINUTE,
        2 * _HOUR,
        5 * _HOUR,
        10 * _HOUR,
        14 * _HOUR,
        20 * _HOUR,
        24 * _HOUR,
    )
)
# A webhook about something we do not know yet, or that we failed on (C-37).
INBOX = tuple(
    dt.timedelta(seconds=seconds)
    for seconds in (
        _MINUTE,
        5 * _MINUTE,
        30 * _MINUTE,
        2 * _HOUR,
        12 * _HOUR,
        24 * _HOUR,
        24 * _HOUR,
    )
)
LONGEST_PAUSE = dt.timedelta(hours=24)
JITTER = 0.2


def delay_after(
    tries: int, delays: Sequence[dt.timedelta], *, chance: float
) -> dt.timedelta | None:
    """
    How long to wait after so many tries, up to a fifth more or less by `chance` (0 … 1), so that many
    do not come back at one moment; None if there is no next try.
    """
    if tries > len(delays):
        return None
    return delays[tries - 1] * (1 + JITTER * (2 * chance - 1))


def retry_after(header: str, *, now: dt.datetime) -> dt.timedelta | None:
    """
    How long a Retry-After header, of seconds or of a date, asks us to wait: at most a day; None if it
    says nothing that can be read.
    """
    text = header.strip()
    if text.isascii() and text.isdigit() and len(text) <= 9:
        pause = dt.timedelta(seconds=int(text))
    else:
        try:
            at = email.utils.parsedate_to_datetime(text)
        except (TypeError, ValueError, OverflowError):
            return None
        pause = (at if at.tzinfo else at.replace(tzinfo=dt.UTC)) - now
    return max(dt.timedelta(), min(pause, LONGEST_PAUSE))
