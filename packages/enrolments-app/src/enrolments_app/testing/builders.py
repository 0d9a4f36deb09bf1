"""
How does a test get a row with one line, saying only what matters to it?

Import this after Django has loaded its apps. The builder writes a valid row, with its members and
its first change, and takes changes by name: `build_enrolment(employee_id=3)`.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app import models
from enrolments_app.data import ChangeKind, EnrolmentStatus
from enrolments_app.models.enrolment import NO_COVER
from enrolments_app.services.add_members import add_members
from enrolments_app.testing import ids


def build_enrolment(
    *,
    employer_id: UUID = ids.ACME,
    employee_id: int | str = 1,
    benefit_id: UUID = ids.MEDICAL,
    option_id: UUID = ids.MEDICAL_2027,
    starts_on: dt.date = dt.date(2027, 1, 1),
    ends_on: dt.date | None = None,
    status: EnrolmentStatus = EnrolmentStatus.ACTIVE,
    monthly_price: str = "60.00",
    currency: str = "GBP",
    dependants: Sequence[dict[str, str | None]] = (),
) -> models.Enrolment:
    """
    An enrolment, active from 1 January 2027 unless told otherwise.
    """
    days = Period.inclusive(starts_on, ends_on)
    row = models.Enrolment.objects.create(
        employer_id=employer_id,
        employee_id=str(employee_id),
        benefit_id=benefit_id,
        plan_id=ids.PLAN,
        option_id=option_id,
        label="Private medical, Standard",
        coverage=DateRange(days.start, days.end),
        status=status,
        monthly_price=Decimal(monthly_price),
        currency=currency,
    )
    price = Money.of(row.monthly_price, currency)
    add_members(row.id, price=price, dependants=list(dependants))
    models.EnrolmentChange.objects.create(
        enrolment=row,
        employer_id=employer_id,
        kind=ChangeKind.INITIAL,
        starts_on=starts_on,
        ends_on=ends_on,
        covered=status not in NO_COVER,
        previously_covered=False,
        effective_on=starts_on,
        recorded_at=timezone.now(),
        actor="builder",
        reason="built",
    )
    return row
