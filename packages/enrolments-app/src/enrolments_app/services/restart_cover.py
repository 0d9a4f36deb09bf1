"""
Give a cover another first day: the same cover in a row of its own, at the price of that day.
"""

import datetime as dt
from collections.abc import Sequence

from django.db.backends.postgresql.psycopg_any import DateRange

from domain_kit.actor import Actor
from domain_kit.identifiers import new_id
from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app import models
from enrolments_app.data import STOPPED, ChangeKind, EnrolmentStatus
from enrolments_app.queries.values import counted_days, days_of
from enrolments_app.rules.people import shares
from enrolments_app.services.alter_cover import alter_cover
from enrolments_app.services.place_cover import write_cover
from enrolments_app.services.plan_year import plan_year_of
from enrolments_app.services.price_again import PricedAgain
from enrolments_app.services.priced_row import price_as, price_by_quote
from enrolments_app.services.waiver_conflicts import require_not_waived

TAKEN = "first day"
"""The `end_cause` of cover that was cancelled because the first day of employment moved."""

_ITS_OWN = frozenset({"id", "created_at"})


def restart_cover(
    *,
    actor: Actor,
    row: models.Enrolment,
    starts_on: dt.date,
    priced: PricedAgain,
    reason: str,
) -> models.Enrolment:
    """
    The cover of a locked row from another first day to the same last one; the row is cancelled, if
    it is not already, and is the predecessor of the new one. Asks nobody for permission.

    Raises:
        OverlappingCoverage: if days it gains are covered by the same benefit (C-21).
        BenefitWaived: if some of them are waived.
    """
    again = _again(actor, row, starts_on, reason)
    if priced.quote is not None:
        price_by_quote(again, priced.quote)
    else:
        price_as(again, priced.as_row)
    counted = counted_days(row)
    if counted:
        take_cover(actor=actor, row=row, status=EnrolmentStatus.CANCELLED, reason=reason)
    write_cover(
        actor=actor,
        row=again,
        people=priced.people,
        parts=_parts(priced),
        kind=ChangeKind.REINSTATE,
    )
    if counted is None or starts_on < counted.start:
        require_not_waived(
            employee_id=row.employee_id, benefit_id=row.benefit_id, coverage=days_of(again)
        )
    return again


def take_cover(
    *,
    actor: Actor,
    row: models.Enrolment,
    status: EnrolmentStatus,
    reversed: bool = False,
    reason: str,
) -> None:
    """
    No day of a locked row counts any more, because of the first day of employment.
    """
    alter_cover(
        actor=actor,
        row=row,
        kind=ChangeKind.CANCEL,
        status=status,
        effective_on=days_of(row).start,
        reason=reason,
        end_cause=TAKEN,
        reversed=reversed,
    )


def _again(
    actor: Actor, row: models.Enrolment, starts_on: dt.date, reason: str
) -> models.Enrolment:
    kept = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in _ITS_OWN
    }
    days = Period(start=starts_on, end=days_of(row).end)
    changed = {
        "id": new_id(),
        "coverage": DateRange(days.start, days.end),
        "predecessor_id": row.id,
        "reason": reason,
        "version": 1,
    }
    if counted_days(row) is None:
        changed |= {"status": _status(actor, row), "reversed": False, "end_cause": ""}
    return models.Enrolment(**(kept | changed))


def _status(actor: Actor, row: models.Enrolment) -> str:
    """
    Of a cover that was cancelled, and is not any more: it had an end if not that of its plan year.
    """
    year = plan_year_of(actor, row)
    lasts = days_of(row).end == (year.end if year else None)
    return (EnrolmentStatus.ACTIVE if lasts else STOPPED).value


def _parts(priced: PricedAgain) -> Sequence[Money]:
    if priced.quote is not None:
        return shares(priced.quote, priced.people)
    row = priced.as_row
    members = models.EnrolmentMember.objects.filter(enrolment_id=row.pk).order_by("id")
    parts = {member.key: Money.of(member.share, row.currency) for member in members}
    if parts.keys() == {person.key for person in priced.people}:
        return [parts[person.key] for person in priced.people]
    return Money.of(row.monthly_price, row.currency).split(len(priced.people))
