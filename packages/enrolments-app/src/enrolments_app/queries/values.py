"""
How does a row become a value of data.py?
"""

import datetime as dt
from decimal import Decimal

from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app import data, models
from enrolments_app.models.enrolment import NO_COVER


def days_of(row: models.Enrolment) -> Period:
    """
    The days that were decided, whether they count as cover or not.
    """
    return Period(start=row.coverage.lower, end=row.coverage.upper)


def counted_days(row: models.Enrolment) -> Period | None:
    """
    The days of cover; None if there are none.
    """
    return None if row.reversed or row.status in NO_COVER else days_of(row)


def money_of(amount: Decimal | None, currency: str) -> Money | None:
    """
    An optional amount.
    """
    return None if amount is None else Money.of(amount, currency)


def enrolment_value(row: models.Enrolment) -> data.Enrolment:
    """
    An enrolment.
    """
    days = days_of(row)
    return data.Enrolment(
        id=row.id,
        employer_id=row.employer_id,
        employee_id=row.employee_id,
        benefit_id=row.benefit_id,
        plan_id=row.plan_id,
        option_id=row.option_id,
        label=row.label,
        starts_on=days.start,
        ends_on=days.last,
        status=data.EnrolmentStatus(row.status),
        monthly=Money.of(row.monthly_price, row.currency),
        employer_part=money_of(row.employer_part, row.currency),
        employee_part=money_of(row.employee_part, row.currency),
        funding=row.funding,
        cover=money_of(row.cover, row.currency),
        plan_year_id=row.plan_year_id,
        tier=row.tier,
        source=data.Source(row.source),
        predecessor_id=row.predecessor_id,
        decided_at=row.decided_at if isinstance(row.decided_at, dt.datetime) else None,
        reason=row.reason,
        quote_hash=row.quote_hash,
        version=row.version,
        reversed=row.reversed,
    )


def change_value(row: models.EnrolmentChange) -> data.EnrolmentChange:
    """
    An entry of the change log, read with its enrolment.
    """
    enrolment = row.enrolment
    before = Period.inclusive(row.starts_on, row.previous_ends_on)
    return data.EnrolmentChange(
        id=row.event_id,
        sequence=row.id,
        kind=data.ChangeKind(row.kind),
        enrolment_id=enrolment.id,
        employer_id=row.employer_id,
        employee_id=enrolment.employee_id,
        benefit_id=enrolment.benefit_id,
        plan_id=enrolment.plan_id,
        option_id=enrolment.option_id,
        label=enrolment.label,
        coverage=Period.inclusive(row.starts_on, row.ends_on) if row.covered else None,
        previous_coverage=before if row.previously_covered else None,
        monthly=Money.of(enrolment.monthly_price, enrolment.currency),
        effective_on=row.effective_on,
        recorded_at=row.recorded_at,
        reason=row.reason,
        actor=row.actor,
        predecessor_id=enrolment.predecessor_id,
        plan_year_id=enrolment.plan_year_id,
        tier=enrolment.tier,
        employer_part=money_of(enrolment.employer_part, enrolment.currency),
        employee_part=money_of(enrolment.employee_part, enrolment.currency),
        funding=enrolment.funding,
    )
