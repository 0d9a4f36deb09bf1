"""
Who is covered by an enrolment?
"""

from uuid import UUID

from django.utils import timezone

from domain_kit.actor import Actor
from domain_kit.money import Money
from enrolments_app import models
from enrolments_app.data import Member
from enrolments_app.errors import EnrolmentNotFound
from enrolments_app.queries.enrolments import visible
from enrolments_app.rules.members import read_dependants, shares


def members_of(*, actor: Actor, enrolment_id: UUID) -> tuple[Member, ...]:
    """
    The employee and the dependants, with their shares, which add up to the price (C-08).

    An enrolment that 1.5 wrote after the upgrade has no member rows yet: they are read from its
    JSON until `enrolments_import_members` has run.

    Raises:
        EnrolmentNotFound: if the actor can see no such enrolment.
    """
    enrolment = visible(actor).filter(pk=enrolment_id).first()
    if enrolment is None:
        raise EnrolmentNotFound(enrolment_id)
    members = tuple(
        Member(
            key=row.key,
            name=row.name,
            relationship=row.relationship,
            born_on=row.born_on,
            share=Money.of(row.share, enrolment.currency),
        )
        for row in models.EnrolmentMember.objects.filter(enrolment_id=enrolment_id)
    )
    return members or _from_json(enrolment)


def _from_json(enrolment: models.Enrolment) -> tuple[Member, ...]:
    people, _ = read_dependants(enrolment.dependants, today=timezone.now().date())
    price = Money.of(enrolment.monthly_price, enrolment.currency)
    return tuple(
        Member(
            key=person.key,
            name=person.name,
            relationship=person.relationship,
            born_on=person.born_on,
            share=share,
        )
        for person, share in zip(people, shares(price, people), strict=True)
    )
