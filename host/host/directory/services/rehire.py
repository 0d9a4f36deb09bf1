"""
Take somebody back who had left.
"""

import datetime as dt

from django.db import transaction

from domain_kit.actor import Actor
from host.directory.data import Person
from host.directory.employments import people, person_value
from host.directory.errors import EmploymentOverlaps
from host.directory.services.find import find


@transaction.atomic
def rehire(*, actor: Actor, employee_id: int, first_day: dt.date) -> Person:
    """
    Another employment with the same employer. Cover of the one before stays ended.

    Raises:
        PersonNotFound: if the actor has no such person.
        EmploymentOverlaps: if the person has not left by then.
        NotPermitted: unless HR or operator.
    """
    row = find(actor, employee_id)
    if row.left_on is None or first_day <= row.left_on:
        last = row.left_on or "further notice"
        raise EmploymentOverlaps(employee_id, first_day, f"{row.hired_on} to {last}")
    row.hired_on = first_day
    row.left_on = None
    row.save(update_fields=["hired_on", "left_on"])
    return person_value(people().get(pk=row.pk))
