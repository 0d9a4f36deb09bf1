"""
Whom does an enrolment cover, as the catalogue is asked about them?
"""

import dataclasses
import datetime as dt

from enrolments_app import models
from enrolments_app.data import Person


def people_of(row: models.Enrolment, *, born_on: dt.date | None = None) -> tuple[Person, ...]:
    """
    The employee and the dependants.

    `born_on` is what the directory says of the employee today; cover of 1.6 does not know it.
    """
    people = tuple(
        Person(
            key=member.key,
            relationship=member.relationship,
            born_on=member.born_on,
            name=member.name,
            disabled=member.disabled,
        )
        for member in models.EnrolmentMember.objects.filter(enrolment_id=row.pk)
    )
    return tuple(
        dataclasses.replace(person, born_on=born_on or person.born_on) if not person.key else person
        for person in people
    )
