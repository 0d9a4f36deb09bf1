"""
How late is a due?
"""

import datetime as dt

BUCKETS = ("not_due", "days_30", "days_60", "days_90", "older")


def bucket_of(due_on: dt.date, on: dt.date) -> str:
    """
    Which column of the ageing a due belongs to: one that is due on the day itself is not late.
    """
    late = (on - due_on).days
    if late <= 0:
        return "not_due"
    return BUCKETS[min(4, (late + 29) // 30)]
