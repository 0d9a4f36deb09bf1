"""
Which benefits have employees said no to?
"""

import datetime as dt
from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app.data.waivers import Waiver as WaiverValue
from enrolments_app.data.waivers import WaiverReason
from enrolments_app.errors.waivers import WaiverNotFound
from enrolments_app.models.waiver import Waiver
from enrolments_app.queries.own_rows import own_rows, page_of

_DAY = dt.timedelta(days=1)


def get_waiver(*, actor: Actor, waiver_id: UUID) -> WaiverValue:
    """
    One waiver.

    Raises:
        WaiverNotFound: if the actor can see no such waiver.
    """
    row = own_rows(actor, Waiver).filter(pk=waiver_id).first()
    if row is None:
        raise WaiverNotFound(waiver_id)
    return waiver_value(row)


def list_waivers(
    *,
    actor: Actor,
    employer_id: UUID,
    employee_id: str | int | None = None,
    benefit_id: UUID | None = None,
    plan_year_id: UUID | None = None,
    withdrawn: bool | None = None,
    after: UUID | None = None,
    limit: int = 50,
) -> tuple[WaiverValue, ...]:
    """
    The waivers of an employer's people, oldest first, at most `limit` after one.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    filters: dict[str, object] = {}
    if benefit_id is not None:
        filters["benefit_id"] = benefit_id
    if plan_year_id is not None:
        filters["plan_year_id"] = plan_year_id
    if withdrawn is not None:
        filters["withdrawn_at__isnull"] = not withdrawn
    rows = page_of(
        actor,
        Waiver,
        employer_id=employer_id,
        employee_id=employee_id,
        after=after,
        limit=limit,
        **filters,
    )
    return tuple(waiver_value(row) for row in rows)


def waiver_value(row: Waiver) -> WaiverValue:
    """
    A row as a value, its days inclusive.
    """
    return WaiverValue(
        id=row.id,
        employer_id=row.employer_id,
        employee_id=row.employee_id,
        benefit_id=row.benefit_id,
        plan_year_id=row.plan_year_id,
        reason=WaiverReason(row.reason_code),
        starts_on=row.days.lower,
        ends_on=row.days.upper - _DAY if row.days.upper else None,
        recorded_at=row.recorded_at,
        withdrawn_at=row.withdrawn_at,
    )
