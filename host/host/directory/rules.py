"""
Which employments ended sooner, or go on longer, after a change? No database here.
"""

import datetime as dt
from collections.abc import Sequence

from host.directory.data import Employment, EndMoved

_DAY = dt.timedelta(days=1)


def ends_moved(before: Sequence[Employment], after: Sequence[Employment]) -> tuple[EndMoved, ...]:
    """
    The last days that moved. An employment is the same one if employer and first day are, or if
    employer and some day are; one that is gone ends before its first day.
    """
    return tuple(
        EndMoved(
            employer_id=was.employer_id,
            previous_last_day=was.period.last,
            last_day=last,
        )
        for was in before
        if (last := _last_day(was, after)) != was.period.last
    )


def all_end(before: Sequence[Employment], today: dict[str, dt.date]) -> tuple[EndMoved, ...]:
    """
    Somebody is deleted: what goes on ends today, in each employer's zone.
    """
    return tuple(
        EndMoved(
            employer_id=each.employer_id,
            previous_last_day=each.period.last,
            last_day=max(today[each.time_zone], each.period.start - _DAY),
        )
        for each in before
        if each.period.last is None or each.period.last > today[each.time_zone]
    )


def _last_day(was: Employment, after: Sequence[Employment]) -> dt.date | None:
    same = [each for each in after if each.employer_id == was.employer_id]
    for now in same:
        if now.period.start == was.period.start or now.period.overlaps(was.period):
            return now.period.last
    return was.period.start - _DAY
