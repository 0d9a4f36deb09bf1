"""
On which days, and where, are elections accepted?
"""

import dataclasses
import datetime as dt


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WindowDays:
    """
    The first and the last day of a window, inclusive, in a zone (IANA name).
    """

    opens_on: dt.date
    closes_on: dt.date
    time_zone: str
