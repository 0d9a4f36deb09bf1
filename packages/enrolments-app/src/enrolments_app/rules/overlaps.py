"""
How do covers that meet on a day stop doing so, without any day losing its cover?
"""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from uuid import UUID

from domain_kit.periods import Period

DAY = dt.timedelta(days=1)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """
    The days that count of one enrolment, and when it was written.
    """

    id: UUID
    days: Period
    created_at: dt.datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """
    A cover that ends on `last`, or is reversed if that is None, because another has its days.
    """

    id: UUID
    last: dt.date | None
    because_of: UUID


def fixes(covers: Sequence[Cover]) -> Iterator[Fix]:
    """
    Of covers of one employee by one benefit: whoever chose later keeps its days, and the one before
    ends the day before (C-22). A cover whose days lie within another's is reversed.
    """
    kept: list[Cover] = []
    for cover in sorted(covers, key=lambda cover: (cover.days.start, cover.created_at, cover.id)):
        around = [other for other in covers if _lies_within(cover, other)]
        if around:
            yield Fix(id=cover.id, last=None, because_of=around[-1].id)
        else:
            kept.append(cover)
    for cover, following in itertools.pairwise(kept):
        if cover.days.overlaps(following.days):
            yield Fix(id=cover.id, last=following.days.start - DAY, because_of=following.id)


def _lies_within(cover: Cover, other: Cover) -> bool:
    if other.id == cover.id or other.days.start > cover.days.start or _end(other) < _end(cover):
        return False
    if _end(other) > _end(cover):
        return True
    same = other.days.start == cover.days.start
    return same and (other.created_at, other.id) > (cover.created_at, cover.id)


def _end(cover: Cover) -> dt.date:
    return cover.days.end or dt.date.max
