"""
Write down who an enrolment covers, as the JSON of 1.5 says.
"""

import datetime as dt
from uuid import UUID

from django.utils import timezone

from domain_kit.money import Money
from enrolments_app import models
from enrolments_app.rules.members import read_dependants, shares


def add_members(
    enrolment_id: UUID, *, price: Money, dependants: object, today: dt.date | None = None
) -> int:
    """
    Make the members that the dependants describe, and list those that are none.

    Answers how many problems there were.
    """
    people, problems = read_dependants(dependants, today=today or timezone.now().date())
    models.EnrolmentMember.objects.bulk_create(
        models.EnrolmentMember(
            enrolment_id=enrolment_id,
            key=person.key,
            name=person.name,
            relationship=person.relationship,
            born_on=person.born_on,
            share=share.amount,
        )
        for person, share in zip(people, shares(price, people), strict=True)
    )
    models.MemberImportProblem.objects.bulk_create(
        models.MemberImportProblem(
            enrolment_id=enrolment_id, problem=each.problem, dependant=each.dependant
        )
        for each in problems
    )
    return len(problems)
