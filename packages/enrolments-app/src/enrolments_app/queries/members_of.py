"""
Who is covered by an enrolment, or by each of many?
"""

from collections.abc import Collection, Mapping
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
    rows = models.EnrolmentMember.objects.filter(enrolment_id=enrolment_id)
    return tuple(_value(row, enrolment.currency) for row in rows)


def members_of_many(
    *, actor: Actor, enrolment_ids: Collection[UUID]
) -> Mapping[UUID, tuple[Member, ...]]:
    """
    The same for each of many enrolments, in one statement; what the actor cannot see is left out.
    """
    found: dict[UUID, list[Member]] = {}
    rows = models.EnrolmentMember.objects.filter(
        enrolment__in=visible(actor).filter(pk__in=enrolment_ids)
    )
    for row in rows.select_related("enrolment").order_by("id"):
        found.setdefault(row.enrolment_id, []).append(_value(row, row.enrolment.currency))
    return {enrolment_id: tuple(members) for enrolment_id, members in found.items()}


def _value(row: models.EnrolmentMember, currency: str) -> Member:
    return Member(
        key=row.key,
        name=row.name,
        relationship=row.relationship,
        born_on=row.born_on,
        share=Money.of(row.share, currency),
    )
