"""
Who is covered by an enrolment?
"""

from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.money import Money
from enrolments_app import models
from enrolments_app.data import Member
from enrolments_app.errors import EnrolmentNotFound
from enrolments_app.queries.enrolments import visible


def members_of(*, actor: Actor, enrolment_id: UUID) -> tuple[Member, ...]:
    """
    The employee and the dependants, with their shares, which add up to the price (C-08).

    Raises:
        EnrolmentNotFound: if the actor can see no such enrolment.
    """
    enrolment = visible(actor).filter(pk=enrolment_id).first()
    if enrolment is None:
        raise EnrolmentNotFound(enrolment_id)
    return tuple(
        Member(
            key=row.key,
            name=row.name,
            relationship=row.relationship,
            born_on=row.born_on,
            share=Money.of(row.share, enrolment.currency),
        )
        for row in models.EnrolmentMember.objects.filter(enrolment_id=enrolment_id)
    )
