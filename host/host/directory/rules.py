"""
Which employments begin or end on another day after a change? No database here.
"""

import datetime as dt
from collections.abc import Sequence

from host.directory.data import Employment, EndMoved, StartMoved

_DAY = dt.timedelta(days=1)


def ends_moved(before: Sequence[Employment], after: Sequence[Employment]) -> tuple[EndMoved, ...]:
    """
    The last days that moved; an employment that is gone ends before its first day.
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


def starts_moved(
    before: Sequence[Employment], after: Sequence[Employment]
) -> tuple[StartMoved, ...]:
    """
    The first days that moved, of employments that are still there.
    """
    return tuple(
        StartMoved(
            employer_id=was.employer_id,
            previous_first_day=was.period.start,
            first_day=now.period.start,
        )
        for was in before
        if (now := _same(was, after)) and now.period.start != was.period.start
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
    now = _same(was, after)
    return now.period.last if now else was.period.start - _DAY


def _same(was: Employment, after: Sequence[Employment]) -> Employment | None:
    """
    An employment is the same one if employer and first day are, or if employer and some day are.
    """
    for now in after:
        if now.employer_id != was.employer_id:
            continue
        if now.period.start == was.period.start or now.period.overlaps(was.period):
            return now
    return None
