"""
Write down who an enrolment covers.
"""

import datetime as dt

from django.utils import timezone

from domain_kit.money import Money
from enrolments_app import models
from enrolments_app.rules.members import read_dependants, shares


def add_members(enrolment: models.Enrolment, *, today: dt.date | None = None) -> int:
    """
    Make the members that the enrolment's dependants describe, and list those that are none.

    Answers how many problems there were. The JSON stays: 1.5 reads it.
    """
    people, problems = read_dependants(enrolment.dependants, today=today or timezone.now().date())
    price = Money.of(enrolment.monthly_price, enrolment.currency)
    models.EnrolmentMember.objects.bulk_create(
        models.EnrolmentMember(
            enrolment=enrolment,
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
            enrolment=enrolment, problem=each.problem, dependant=each.dependant
        )
        for each in problems
    )
    return len(problems)
