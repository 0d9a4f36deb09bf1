"""
Who has what, today or on any day?
"""

import datetime as dt
from uuid import UUID

from django.db.models import F, Q, QuerySet

from domain_kit.actor import Actor, Role
from enrolments_app import models
from enrolments_app.data import Enrolment, EnrolmentStatus
from enrolments_app.errors import EnrolmentNotFound
from enrolments_app.queries.values import enrolment_value

_COVERS = (EnrolmentStatus.ACTIVE, EnrolmentStatus.ENDED)


def _visible(actor: Actor) -> QuerySet[models.Enrolment]:
    rows: QuerySet[models.Enrolment] = actor.scope(models.Enrolment.objects.all())
    if actor.role is Role.EMPLOYEE:
        return rows.filter(employee_id=int(actor.employee_id or 0))
    return rows


def get_enrolment(*, actor: Actor, enrolment_id: UUID) -> Enrolment:
    """
    One enrolment.

    Raises:
        EnrolmentNotFound: if the actor can see no such enrolment.
    """
    row = _visible(actor).filter(pk=enrolment_id).first()
    if row is None:
        raise EnrolmentNotFound(enrolment_id)
    return enrolment_value(row)


def list_enrolments(
    *, actor: Actor, employer_id: UUID, employee_id: int | None = None
) -> tuple[Enrolment, ...]:
    """
    Every enrolment of an employer, or of one employee, by employee and date.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    actor.require_employer(employer_id)
    rows = _visible(actor).filter(employer_id=employer_id)
    if employee_id is not None:
        rows = rows.filter(employee_id=employee_id)
    return tuple(enrolment_value(row) for row in rows)


def coverage_on(
    *, actor: Actor, employer_id: UUID, on: dt.date, employee_id: int | None = None
) -> tuple[Enrolment, ...]:
    """
    The enrolments that cover a day: derived from dates, not from a status somebody moves.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    return coverage_between(
        actor=actor, employer_id=employer_id, first=on, last=on, employee_id=employee_id
    )


def coverage_between(
    *,
    actor: Actor,
    employer_id: UUID,
    first: dt.date,
    last: dt.date,
    employee_id: int | None = None,
) -> tuple[Enrolment, ...]:
    """
    The enrolments that cover some day from `first` to `last`, both inclusive.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    actor.require_employer(employer_id)
    rows = _visible(actor).filter(
        # An end before the start is how older releases wrote "cancelled": no day is covered.
        Q(ends_on=None) | (Q(ends_on__gte=first) & Q(ends_on__gte=F("starts_on"))),
        employer_id=employer_id,
        status__in=_COVERS,
        starts_on__lte=last,
    )
    if employee_id is not None:
        rows = rows.filter(employee_id=employee_id)
    return tuple(enrolment_value(row) for row in rows)
