"""
Which rows about employees may an actor see?
"""

from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from domain_kit.actor import Actor, Role

MOST = 1_000
"""No list is longer: the last one's id is where the next one goes on."""


def own_rows[M: Model](actor: Actor, model: type[M]) -> "QuerySet[M]":
    """
    The rows of the actor's employers; of an employee, its own.
    """
    rows: QuerySet[M] = actor.scope(model._default_manager.all())
    if actor.role is Role.EMPLOYEE:
        return rows.filter(employee_id=str(actor.employee_id or ""))
    return rows


def page_of[M: Model](
    actor: Actor,
    model: type[M],
    *,
    employer_id: UUID,
    employee_id: str | int | None,
    after: UUID | None,
    limit: int,
    **filters: Any,
) -> "QuerySet[M]":
    """
    At most `limit` rows of an employer, by id, after one: ids sort by age.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    actor.require_employer(employer_id)
    rows = own_rows(actor, model).filter(employer_id=employer_id, **filters)
    if employee_id is not None:
        rows = rows.filter(employee_id=str(employee_id))
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return rows.order_by("pk")[: max(1, min(limit, MOST))]
