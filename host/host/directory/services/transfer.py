"""
Move somebody to another employer.
"""

import datetime as dt
from uuid import UUID

from django.db import transaction

from domain_kit.actor import Actor
from host.directory.data import Person
from host.directory.employments import people, person_value
from host.directory.errors import EmploymentOverlaps, SameEmployer
from host.directory.services.find import find


@transaction.atomic
def transfer(*, actor: Actor, employee_id: int, employer_id: UUID, first_day: dt.date) -> Person:
    """
    The employment ends the day before, and one with another employer begins; cover with the former
    one ends with it.

    Raises:
        PersonNotFound: if the actor has no such person.
        SameEmployer: if the person is there already.
        EmploymentOverlaps: if the newest employment has not begun by then.
        NotPermitted: unless operator, or HR of both employers.
        DomainError: as an observer refuses.
    """
    row = find(actor, employee_id)
    actor.require_employer(employer_id)
    if row.employer_id == employer_id:
        raise SameEmployer(employee_id)
    if first_day <= row.hired_on:
        raise EmploymentOverlaps(employee_id, first_day, f"{row.hired_on}")
    row.employer_id = employer_id
    row.hired_on = first_day
    row.left_on = None
    row.save(update_fields=["employer", "hired_on", "left_on"])
    return person_value(people().get(pk=row.pk))
