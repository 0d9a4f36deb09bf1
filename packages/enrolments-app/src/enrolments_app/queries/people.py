"""
Whom does an enrolment cover, as the catalogue is asked about them?
"""

from django.utils import timezone

from enrolments_app import models
from enrolments_app.data import Person
from enrolments_app.rules.members import read_dependants


def people_of(row: models.Enrolment) -> tuple[Person, ...]:
    """
    The employee and the dependants; from the JSON of 1.5 if it has no members yet.
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
    return members or read_dependants(row.dependants, today=timezone.now().date())[0]
