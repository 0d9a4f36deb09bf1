"""
How old is somebody on a date?
"""

import datetime as dt


def age_on(*, born_on: dt.date, on: dt.date) -> int:
    """
    Completed years. Born on 29 February, one is a year older on 1 March of a common year (C-06).
    """
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
