"""
Who has what, today or on any day?
"""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from domain_kit.actor import Actor, Role
from enrolments_app import models
from enrolments_app.data import Enrolment
from enrolments_app.models.enrolment import COUNTS
from enrolments_app.queries.one_enrolment import get_enrolment
from enrolments_app.queries.values import enrolment_value
from enrolments_app.rules.employee_ids import stored_id

__all__ = [
    "coverage_between",
    "coverage_on",
    "covered_people",
    "get_enrolment",
    "list_enrolments",
    "visible",
]


def visible(actor: Actor) -> QuerySet[models.Enrolment]:
    """
    The rows an actor may see: those of its employers, an employee's own.
    """
    rows: QuerySet[models.Enrolment] = actor.scope(models.Enrolment.objects.all())
    if actor.role is Role.EMPLOYEE:
        return rows.filter(employee_id=stored_id(actor.employee_id))
    return rows


def list_enrolments(
    *,
    actor: Actor,
    employer_id: UUID,
    employee_id: int | str | None = None,
    limit: int | None = None,
    after: UUID | None = None,
) -> tuple[Enrolment, ...]:
    """
    The enrolments of an employer, or of one employee, by employee and date; `limit` of them behind
    the enrolment `after`. Without a limit it is all of them: give one where they may be many.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    actor.require_employer(employer_id)
    rows = visible(actor).filter(employer_id=employer_id)
    if employee_id is not None:
        rows = rows.filter(employee_id=stored_id(employee_id))
    if after is not None:
        behind = RawSQL(_BEHIND, [after], output_field=BooleanField())  # noqa: S611 - it is bound
        rows = rows.filter(behind)
    return tuple(enrolment_value(row) for row in rows[: _at_least_one(limit)])


# An end that moves meanwhile moves its own row, and leaves out no other one.
_BEHIND = """
(enrolments_app_enrolment.employee_ref, enrolments_app_enrolment.coverage,
 enrolments_app_enrolment.id)
> (SELECT a.employee_ref, a.coverage, a.id FROM enrolments_app_enrolment a WHERE a.id = %s)
"""


def _at_least_one(limit: int | None) -> int | None:
    return None if limit is None else max(1, limit)


def coverage_on(
    *,
    actor: Actor,
    employer_id: UUID,
    on: dt.date,
    employee_id: int | str | None = None,
    employee_ids: Collection[int | str] | None = None,
    limit: int | None = None,
    after: UUID | None = None,
) -> tuple[Enrolment, ...]:
    """
    The enrolments that cover a day: derived from dates, not from a status somebody moves. Of one
    employee, or of some; in pages as those of `coverage_between`.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    return coverage_between(
        actor=actor,
        employer_id=employer_id,
        first=on,
        last=on,
        employee_id=employee_id,
        employee_ids=employee_ids,
        limit=limit,
        after=after,
    )


def covered_people(
    *, actor: Actor, employer_id: UUID, on: dt.date, benefit_ids: Collection[UUID] = ()
) -> frozenset[str]:
    """
    Who of an employer's people has cover on a day: by any benefit, or by some of these.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    actor.require_employer(employer_id)
    rows = visible(actor).filter(
        COUNTS,
        Q(coverage__endswith__gt=on) | Q(coverage__upper_inf=True),
        employer_id=employer_id,
        coverage__contains=on,
    )
    if benefit_ids:
        rows = rows.filter(benefit_id__in=benefit_ids)
    return frozenset(rows.order_by().values_list("employee_id", flat=True).distinct())


def coverage_between(
    *,
    actor: Actor,
    employer_id: UUID,
    first: dt.date,
    last: dt.date,
    employee_id: int | str | None = None,
    employee_ids: Collection[int | str] | None = None,
    limit: int | None = None,
    after: UUID | None = None,
) -> tuple[Enrolment, ...]:
    """
    The enrolments that cover some day from `first` to `last`, both inclusive, of everybody, of one
    employee or of some; with a limit, `limit` of them by their id, behind the id `after`.

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
    if employee_ids is not None:
        rows = rows.filter(employee_id__in={stored_id(each) for each in employee_ids})
    if after is not None:
        rows = rows.filter(pk__gt=after)
    if limit is not None:
        rows = rows.order_by("pk")
    return tuple(enrolment_value(row) for row in rows[: _at_least_one(limit)])
