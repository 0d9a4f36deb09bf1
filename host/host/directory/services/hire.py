"""
Take somebody into the directory.
"""

import datetime as dt
from uuid import UUID

from django.db import transaction

from domain_kit.actor import Actor, Role
from host.directory.data import Person
from host.directory.employments import people, person_value
from host.directory.errors import AlreadyHired
from host.directory.models import Employee, Employer


@transaction.atomic
def hire(
    *,
    actor: Actor,
    employer_id: UUID,
    name: str,
    hired_on: dt.date,
    born_on: dt.date | None = None,
) -> Person:
    """
    Somebody new, employed from a first day on. Somebody who was here before is rehired instead.

    Raises:
        AlreadyHired: if somebody of this name and birth date is, from this day on.
        NotPermitted: unless HR of this employer, or operator.
    """
    actor.require_role(Role.HR, Role.OPERATOR)
    actor.require_employer(employer_id)
    # One at a time for an employer: of two that are sent at once, the second one sees the first.
    Employer.objects.select_for_update().filter(pk=employer_id).first()
    there = Employee.objects.filter(
        employer_id=employer_id, name=name, hired_on=hired_on, born_on=born_on
    ).first()
    if there is not None:
        raise AlreadyHired(there.pk, name, hired_on)
    row = Employee.objects.create(
        employer_id=employer_id, name=name, hired_on=hired_on, born_on=born_on
    )
    return person_value(people().get(pk=row.pk))
