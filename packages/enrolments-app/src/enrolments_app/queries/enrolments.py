"""
Who has what, today or on any day?
"""

import datetime as dt
from uuid import UUID

from django.db.models import Q, QuerySet

from domain_kit.actor import Actor, Role
from enrolments_app import models
from enrolments_app.data import Enrolment
from enrolments_app.models.enrolment import COUNTS
from enrolments_app.queries.one_enrolment import get_enrolment
from enrolments_app.queries.values import enrolment_value
from enrolments_app.rules.employee_ids import stored_id

__all__ = ["coverage_between", "coverage_on", "get_enrolment", "list_enrolments", "visible"]


def visible(actor: Actor) -> QuerySet[models.Enrolment]:
    """
    The rows an actor may see: those of its employers, an employee's own.
    """
    rows: QuerySet[models.Enrolment] = actor.scope(models.Enrolment.objects.all())
    if actor.role is Role.EMPLOYEE:
        return rows.filter(employee_id=stored_id(actor.employee_id))
    return rows


def list_enrolments(
    *, actor: Actor, employer_id: UUID, employee_id: int | str | None = None
) -> tuple[Enrolment, ...]:
    """
    Every enrolment of an employer, or of one employee, by employee and date.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    actor.require_employer(employer_id)
    rows = visible(actor).filter(employer_id=employer_id)
    if employee_id is not None:
        rows = rows.filter(employee_id=stored_id(employee_id))
    return tuple(enrolment_value(row) for row in rows)


def coverage_on(
    *, actor: Actor, employer_id: UUID, on: dt.date, employee_id: int | str | None = None
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
    employee_id: int | str | None = None,
) -> tuple[Enrolment, ...]:
    """
    The enrolments that cover some day from `first` to `last`, both inclusive.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    actor.require_employer(employer_id)
    rows = visible(actor).filter(
        COUNTS,
        # The end alone is in an index with the employer: most of the history has ended before.
        Q(coverage__endswith__gt=first) | Q(coverage__upper_inf=True),
        employer_id=employer_id,
        coverage__overlap=(first, last + dt.timedelta(days=1)),
    )
    if employee_id is not None:
        rows = rows.filter(employee_id=stored_id(employee_id))
    return tuple(enrolment_value(row) for row in rows)
