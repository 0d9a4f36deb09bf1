"""
Whom do many enrolments cover, in the words a price is asked in?
"""

import dataclasses
from collections.abc import Collection, Mapping
from uuid import UUID

from enrolments_app import models
from enrolments_app.data import SELF, EmployeeFacts, Person


def people_of_many(rows: Collection[models.Enrolment]) -> Mapping[UUID, tuple[Person, ...]]:
    """
    The people of each enrolment, the employee first, in one statement.
    """
    found: dict[UUID, list[Person]] = {row.id: [] for row in rows}
    members = models.EnrolmentMember.objects.filter(enrolment_id__in=list(found)).order_by("id")
    for member in members:
        found[member.enrolment_id].append(
            Person(
                key=member.key,
                relationship=member.relationship,
                born_on=member.born_on,
                name=member.name,
                disabled=member.disabled,
            )
        )
    return {row.id: tuple(found[row.id]) for row in rows}


def aged_by(facts: EmployeeFacts, people: tuple[Person, ...]) -> tuple[Person, ...]:
    """
    The same people, with the employee's birth date as the directory knows it.
    """
    return tuple(
        dataclasses.replace(person, born_on=facts.born_on or person.born_on)
        if person.relationship == SELF
        else person
        for person in people
    )
