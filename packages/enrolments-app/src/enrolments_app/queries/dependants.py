"""
Whom may an employee cover?
"""

import datetime as dt
from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app.data.dependants import RegisteredDependant
from enrolments_app.errors.dependants import DependantNotFound
from enrolments_app.models.dependant import Dependant
from enrolments_app.queries.own_rows import own_rows, page_of

_DAY = dt.timedelta(days=1)


def get_dependant(*, actor: Actor, dependant_id: UUID) -> RegisteredDependant:
    """
    One dependant.

    Raises:
        DependantNotFound: if the actor can see no such dependant.
    """
    row = own_rows(actor, Dependant).filter(pk=dependant_id).first()
    if row is None:
        raise DependantNotFound(dependant_id)
    return dependant_value(row)


def list_dependants(
    *,
    actor: Actor,
    employer_id: UUID,
    employee_id: str | int | None = None,
    on: dt.date | None = None,
    after: UUID | None = None,
    limit: int = 50,
) -> tuple[RegisteredDependant, ...]:
    """
    The dependants of an employer's people, oldest entry first, at most `limit` after one.

    `on` leaves those who are dependants on that day.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    filters = {} if on is None else {"days__contains": on}
    rows = page_of(
        actor,
        Dependant,
        employer_id=employer_id,
        employee_id=employee_id,
        after=after,
        limit=limit,
        **filters,
    )
    return tuple(dependant_value(row) for row in rows)


def dependant_value(row: Dependant) -> RegisteredDependant:
    """
    A row as a value, its days inclusive.
    """
    return RegisteredDependant(
        id=row.id,
        employer_id=row.employer_id,
        employee_id=row.employee_id,
        key=row.key,
        name=row.name,
        relationship=row.relationship,
        born_on=row.born_on,
        disabled=row.disabled,
        starts_on=row.days.lower,
        ends_on=row.days.upper - _DAY if row.days.upper else None,
        end_reason=row.end_reason,
    )
