"""
Move the business date of an employer forward, one night at a time (C-23).
"""

import datetime as dt
from uuid import UUID

from django.utils import timezone

from domain_kit.actor import Actor, Role
from enrolments_app import models
from enrolments_app.data.runs import BusinessDay
from enrolments_app.errors.runs import (
    BusinessDateOnlyMovesForward,
    BusinessDateTooFar,
    NothingToCarryOver,
)
from enrolments_app.models.enrolment import COUNTS
from enrolments_app.models.run import BusinessDate
from enrolments_app.services.age_out import age_out
from enrolments_app.services.carry_over import carry_over
from enrolments_app.services.reprice import reprice

MOST_DAYS = 400
_DAY = dt.timedelta(days=1)


def advance_business_date(*, actor: Actor, employer_id: UUID, to: dt.date) -> BusinessDay:
    """
    Do what each day up to `to` brings, every missed day once and in order: the plan years that
    ended the day before are carried over, on the first of a month children age out, and cover
    whose price is another from this day on goes on at that price.

    The first call of all does `to` alone. Killed, it goes on with the day it was at: each part of
    a night is a run that is finished once. Running it again does nothing.

    Raises:
        BusinessDateOnlyMovesForward: if `to` is before the business date.
        BusinessDateTooFar: if it is more than 400 days after it.
        NotPermitted: unless HR or operator of the employer.
    """
    actor.require_role(Role.HR, Role.OPERATOR)
    actor.require_employer(employer_id)
    row, _ = BusinessDate.objects.get_or_create(
        employer_id=employer_id, defaults={"day": to - _DAY}
    )
    if to < row.day:
        raise BusinessDateOnlyMovesForward(row.day, to)
    if (to - row.day).days > MOST_DAYS:
        raise BusinessDateTooFar(row.day, to, MOST_DAYS)
    days = [row.day + place * _DAY for place in range(1, (to - row.day).days + 1)]
    processed = tuple(day for day in days if _night(actor, employer_id, day))
    return BusinessDay(employer_id=employer_id, day=to, processed=processed)


def _night(actor: Actor, employer_id: UUID, day: dt.date) -> bool:
    """
    Whether it was this call that finished the day.
    """
    for plan_year_id in _plan_years_before(employer_id, day):
        try:
            carry_over(
                actor=actor, employer_id=employer_id, plan_year_id=plan_year_id, starts_on=day
            )
        except NothingToCarryOver:
            continue  # Not renewed: cover simply ends with its plan year.
    if day.day == 1:
        age_out(actor=actor, employer_id=employer_id, on=day)
    reprice(actor=actor, employer_id=employer_id, on=day)
    moved = BusinessDate.objects.filter(employer_id=employer_id, day=day - _DAY)
    return bool(moved.update(day=day, moved_at=timezone.now()))


def _plan_years_before(employer_id: UUID, day: dt.date) -> list[UUID]:
    """
    The plan years whose last day is the day before: of those alone, and not of a leaver's cover.
    """
    ended = models.Enrolment.objects.filter(
        COUNTS,
        employer_id=employer_id,
        plan_year_id__isnull=False,
        quote__available__1=day.isoformat(),
        coverage__overlap=(day - _DAY, None),
    )
    return sorted(ended.values_list("plan_year_id", flat=True).distinct().order_by())
