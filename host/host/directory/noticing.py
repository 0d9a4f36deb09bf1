"""
What did saving or deleting a person do to their employments, and who must hear of it?
"""

import datetime as dt
from typing import Any

from host.directory import conf
from host.directory.data import Person, PersonChange
from host.directory.days import today_in
from host.directory.employments import people, person_value
from host.directory.errors import EmploymentOverlaps
from host.directory.models import EarlierEmployment, Employee
from host.directory.rules import all_end, ends_moved, starts_moved

_DAY = dt.timedelta(days=1)


def known(employee_id: int | None) -> Person | None:
    """
    The person as stored, locked until the transaction ends; None for somebody new.
    """
    if employee_id is None:
        return None
    row = people().select_for_update(of=("self",)).filter(pk=employee_id).first()
    return person_value(row) if row else None


def saved(before: Person | None, row: Employee) -> None:
    """
    The row was written: keep the employment it replaced, and tell everybody who must know.

    Raises:
        EmploymentOverlaps: if an earlier employment has days of the newest one.
    """
    if before is None:
        return
    now = people().get(pk=row.pk)
    if now.employer_id != before.newest.employer_id:
        _transferred(before, now)
    elif before.newest.period.end and now.hired_on >= before.newest.period.end:
        _rehired(before, now)
    row.hired_on, row.left_on = now.hired_on, now.left_on
    after = person_value(people().get(pk=row.pk))
    _require_no_overlap(after)
    _tell(before, after)


def deleted(before: Person) -> None:
    """
    The person is about to be deleted: whatever goes on ends today.
    """
    zones = {each.time_zone: today_in(each.time_zone) for each in before.employments}
    moved = all_end(before.employments, zones)
    _publish(PersonChange(employee_id=before.id, before=before, after=None, ends_moved=moved))


def _transferred(before: Person, now: Any) -> None:
    """
    Another employer: from a new first day, if one was given with it, and else from today.
    """
    was = before.newest.period
    first_day = now.hired_on if now.hired_on != was.start else today_in(now.employer.time_zone)
    last_day = first_day - _DAY if was.last is None else min(was.last, first_day - _DAY)
    _keep(before, last_day)
    _begin_again(before, now, first_day)


def _rehired(before: Person, now: Any) -> None:
    """
    A first day after the last one: another employment with the same employer.
    """
    assert before.newest.period.last is not None
    _keep(before, before.newest.period.last)
    _begin_again(before, now, now.hired_on)


def _keep(before: Person, last_day: dt.date) -> None:
    """
    The former newest employment becomes an earlier one, if it had a day.
    """
    was = before.newest
    if last_day >= was.period.start:
        EarlierEmployment.objects.create(
            employee_id=before.id,
            employer_id=was.employer_id,
            starts_on=was.period.start,
            ends_on=last_day,
        )


def _begin_again(before: Person, now: Any, first_day: dt.date) -> None:
    now.hired_on = first_day
    if now.left_on == before.newest.period.last and now.left_on and now.left_on < first_day:
        now.left_on = None  # the last day of the employment before, not of this one
    Employee.unnoticed.filter(pk=now.pk).update(hired_on=now.hired_on, left_on=now.left_on)


def _require_no_overlap(person: Person) -> None:
    for earlier in person.employments[:-1]:
        if earlier.period.overlaps(person.newest.period):
            raise EmploymentOverlaps(person.id, person.newest.period.start, str(earlier.period))


def _tell(before: Person, after: Person) -> None:
    change = PersonChange(
        employee_id=before.id,
        before=before,
        after=after,
        ends_moved=ends_moved(before.employments, after.employments),
        starts_moved=starts_moved(before.employments, after.employments),
    )
    if change.ends_moved or change.starts_moved or change.birth_date_changed:
        _publish(change)


def _publish(change: PersonChange) -> None:
    for observer in conf.observers.resolve():
        observer.person_changed(change)
