"""
Whom does an enrolment cover, as the catalogue is asked about them?
"""

import dataclasses
import datetime as dt

from django.utils import timezone

from enrolments_app import models
from enrolments_app.data import Person
from enrolments_app.rules.members import read_dependants


def people_of(row: models.Enrolment, *, born_on: dt.date | None = None) -> tuple[Person, ...]:
    """
    The employee and the dependants; from the JSON of 1.5 if it has no members yet.

    `born_on` is what the directory says of the employee today; cover of 1.6 does not know it.
    """
    members = tuple(
        Person(
            key=member.key,
            relationship=member.relationship,
            born_on=member.born_on,
            name=member.name,
            disabled=member.disabled,
        )
        for member in models.EnrolmentMember.objects.filter(enrolment_id=row.pk)
    )
    people = members or read_dependants(row.dependants, today=timezone.now().date())[0]
    return tuple(
        dataclasses.replace(person, born_on=born_on or person.born_on) if not person.key else person
        for person in people
    )
