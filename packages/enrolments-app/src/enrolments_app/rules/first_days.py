"""
Which cover begins on another day, if somebody's first day of employment does? No database here.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from domain_kit.periods import Period


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """
    A row of cover. `taken`: it was cancelled by a first day that moved, and another row with some
    of its days, whose predecessor it is, may have taken its place. `waived` are days of the
    benefit that were said no to.
    """

    id: UUID
    days: Period
    counts: bool
    taken: bool
    predecessor_id: UUID | None
    waived: Sequence[Period] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Earliest:
    """
    From when somebody may have a cover: by the former first day of employment, and by the new one.
    """

    before: dt.date
    now: dt.date


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """
    A row of cover that gets another first day; without one no day of it is left.
    """

    id: UUID
    starts_on: dt.date | None


def moves(
    rows: Sequence[Stretch],
    *,
    previous_first_day: dt.date,
    first_day: dt.date,
    earliest: Mapping[UUID, Earliest],
    always_wait: bool = False,
) -> Iterator[Move]:
    """
    Cover begins on the day that was chosen for it, and not before the first day of employment or,
    if it kept the waiting period (C-12), the end of that. Days that were waived meanwhile are not
    given back: cover begins after them. With `always_wait`, cover from before the new first day
    keeps the waiting period, whether it did before or not.

    Cover from before the former first day is that of an employment before, and stays as it is.
    """
    known = {row.id: row for row in rows}
    replaced = {before.id for row in rows if (before := _replaced_by(row, known))}
    for row in rows:
        given = row.counts and row.days.start >= previous_first_day
        gone = row.taken and row.id not in replaced
        if not given and not gone:
            continue
        may = earliest[row.id]
        asked_to = always_wait and row.days.start < first_day
        waited = gone or asked_to or row.days.start >= may.before
        wanted = max(_chosen(row, known), may.now if waited else first_day)
        if row.days.end is not None and wanted >= row.days.end:
            if given:
                yield Move(id=row.id, starts_on=None)
            continue
        allowed = _after_waivers(row, wanted)
        if allowed and (gone or allowed != row.days.start):
            yield Move(id=row.id, starts_on=allowed)


def _after_waivers(row: Stretch, wanted: dt.date) -> dt.date | None:
    """
    The first day after all waived ones among those to be given back; None if no day is left.
    """
    until = row.days.start if row.counts else row.days.end
    if until is not None and wanted >= until:
        return wanted
    gained = Period(start=wanted, end=until)
    ends = [days.end for days in row.waived if days.intersection(gained)]
    after = max([wanted, *(end for end in ends if end)])
    if None not in ends and (until is None or after < until):
        return after
    return until if row.counts else None


def _chosen(row: Stretch, known: Mapping[UUID, Stretch]) -> dt.date:
    """
    The first day before any first day of employment moved.
    """
    first = row.days.start
    before = _replaced_by(row, known)
    while before:
        first = min(first, before.days.start)
        before = _replaced_by(before, known)
    return first


def _replaced_by(row: Stretch, known: Mapping[UUID, Stretch]) -> Stretch | None:
    """
    The row whose days this one got; a successor by another decision begins after its predecessor.
    """
    before = known.get(row.predecessor_id) if row.predecessor_id else None
    if before is None or not before.taken:
        return None
    begins_within = before.days.end is None or row.days.start < before.days.end
    return before if begins_within else None
