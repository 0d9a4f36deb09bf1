"""
May this actor decide about this day, now?
"""

import datetime as dt
from uuid import UUID

from django.utils import timezone

from domain_kit.actor import Actor, Role
from domain_kit.clock import business_date
from enrolments_app import conf
from enrolments_app.data import EmployeeFacts, Source, Window
from enrolments_app.rules.limits import open_window, require_recent

DECIDERS = (Role.EMPLOYEE, Role.HR, Role.OPERATOR)
NEW_HIRE = "new_hire"


def today_of(facts: EmployeeFacts | None) -> dt.date:
    """
    The employer's own day; in UTC if nobody knows the employee any more.
    """
    return business_date(facts.time_zone if facts else "UTC")


def require_permission(
    *,
    actor: Actor,
    employer_id: UUID,
    plan_year_id: UUID | None,
    day: dt.date,
    today: dt.date,
    override_reason: str | None = "",
) -> tuple[Source, UUID | None]:
    """
    Why the actor may decide about `day`, the first one that changes, and in which window.

    Employees choose in an open window of the plan year and never reach back; HR reaches back fewer
    days than ENROLMENTS_RETRO_DAYS, or gives a reason. The system decides what it is told.

    Raises:
        WindowClosed: for an employee, if no window of the plan year is open.
        RetroLimitExceeded: if the day is too far back.
    """
    if actor.role is not Role.EMPLOYEE:
        if actor.role is not Role.SYSTEM and not (override_reason or "").strip():
            require_recent(day, today=today, limit=conf.retro_days())
        return Source.ADMIN, None
    require_recent(day, today=today, limit=0)
    window = _open_window(actor, employer_id, plan_year_id)
    return (Source.NEW_HIRE if window.kind == NEW_HIRE else Source.WINDOW), window.id


def _open_window(actor: Actor, employer_id: UUID, plan_year_id: UUID | None) -> Window:
    windows = conf.benefit_catalogue.resolve().windows(
        actor=actor, employer_id=employer_id, at=timezone.now()
    )
    return open_window(windows, plan_year_id)
