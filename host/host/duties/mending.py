"""
What brings cover without employment to its right days? What the directory should have been told.
"""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction

from domain_kit.errors import DomainError
from domain_kit.periods import Period
from host.adapters.joiners import move_cover
from host.adapters.leavers import end_cover
from host.directory.data import EndMoved, StartMoved
from host.duties.data import Affairs, Cover
from host.duties.rules import without

_DAY = dt.timedelta(days=1)


def mend(affairs: Affairs) -> Iterator[str]:
    """
    Let cover begin and end with the employment, each in a transaction of its own, and tell of each
    that is refused; whatever cannot be mended is still a difference.
    """
    for cover in affairs.covers:
        for moved in mends(affairs, cover):
            try:
                with transaction.atomic():
                    _apply(cover.employee_id, moved)
            except DomainError as refusal:
                yield f"Employee {cover.employee_id}, {cover.label}: {refusal}"


def mends(affairs: Affairs, cover: Cover) -> Iterator[EndMoved | StartMoved]:
    """
    The first and the last day that a cover did not follow. On days between two employments of one
    cover somebody has to decide.
    """
    if cover.days is None:
        return
    employed = affairs.employed.get(cover.employee_id, ())
    for bare in without(cover.days, employed):
        later = _next_first_day(employed, bare)
        if later is None:
            yield EndMoved(
                employer_id=affairs.employer_id,
                previous_last_day=cover.days.last,
                last_day=bare.start - _DAY,
            )
        elif bare.start == cover.days.start:
            yield StartMoved(
                employer_id=affairs.employer_id,
                previous_first_day=bare.start,
                first_day=later,
            )


def _next_first_day(employed: tuple[Period, ...], bare: Period) -> dt.date | None:
    starts = (
        period.start
        for period in employed
        if bare.end is not None and period.start >= bare.end and not period.is_empty
    )
    return min(starts, default=None)


def _apply(employee_id: str, moved: EndMoved | StartMoved) -> None:
    if isinstance(moved, StartMoved):
        move_cover(employee_id, moved, guessed=True)
    else:
        end_cover(employee_id, moved)
