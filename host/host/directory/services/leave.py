"""
Set, move or withdraw somebody's last day of work.
"""

import datetime as dt

from django.db import transaction

from domain_kit.actor import Actor
from host.directory.data import Person
from host.directory.employments import people, person_value
from host.directory.errors import LeavesBeforeHired
from host.directory.services.find import find


@transaction.atomic
def leave(*, actor: Actor, employee_id: int, last_day: dt.date | None) -> Person:
    """
    The newest employment ends after its last day, or goes on if that is None; cover follows.
    Doing it again changes nothing.

    Raises:
        PersonNotFound: if the actor has no such person.
        LeavesBeforeHired: if the day is before the first one.
        NotPermitted: unless HR or operator.
        DomainError: as an observer refuses.
    """
    row = find(actor, employee_id)
    if last_day is not None and last_day < row.hired_on:
        raise LeavesBeforeHired(employee_id, row.hired_on, last_day)
    row.left_on = last_day
    row.save(update_fields=["left_on"])
    return person_value(people().get(pk=row.pk))
