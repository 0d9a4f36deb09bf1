"""
What does a database that this release has served for a while contain?
"""

import datetime as dt
from decimal import Decimal
from typing import Any
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
from enrolments_app.testing.seeds_people import fill_people

NEW_YEAR = dt.date(2027, 1, 1)
CHILD = {"key": "c1", "name": "Kit", "relationship": "child", "born_on": "2019-05-20"}
SPOUSE = {"key": "s1", "name": "Sam", "relationship": "spouse", "born_on": "1988-02-29"}


def fill(*, dirty: bool = True) -> None:
    """
    Fill a freshly migrated database: cover of three employers' people and, if `dirty`, what older
    releases and imports left behind (domain description, e.6).
    """
    for employee_id in ids.ACME_EMPLOYEES:
        dependants = [SPOUSE, CHILD] if employee_id % 2 else []
        _enrolment(employee_id, ids.MEDICAL, ids.MEDICAL_2027, "60.00", dependants=dependants)
        if employee_id % 3 == 0:
            _enrolment(employee_id, ids.DENTAL, ids.DENTAL_2027, "12.50")
    for employee_id in ids.GLOBEX_EMPLOYEES:
        _enrolment(
            employee_id,
            ids.GLOBEX_MEDICAL,
            ids.GLOBEX_MEDICAL_2027,
            "72.00",
            employer_id=ids.GLOBEX,
        )
    for employee_id in ids.KYOTO_EMPLOYEES:
        _enrolment(
            employee_id,
            ids.KYOTO_MEDICAL,
            ids.KYOTO_MEDICAL_2027,
            "9000",
            currency="JPY",
            employer_id=ids.KYOTO,
        )
    _enrolment(
        1,
        ids.DENTAL,
        ids.DENTAL_2027,
        "12.50",
        status=EnrolmentStatus.TERMINATED,
        ends_on=dt.date(2027, 3, 31),
    )
    fill_people(models.Enrolment.objects.filter(employee_id=1).earliest("created_at"))
    if dirty:
        _leave_dirt()


def _enrolment(
    employee_id: int | str,
    benefit_id: UUID,
    option_id: UUID,
    price: str,
    *,
    currency: str = "GBP",
    employer_id: UUID = ids.ACME,
    status: EnrolmentStatus = EnrolmentStatus.ACTIVE,
    starts_on: dt.date = NEW_YEAR,
    ends_on: dt.date | None = None,
    dependants: Any = None,
    reversed: bool = False,
) -> models.Enrolment:
    days = Period.inclusive(starts_on, ends_on)
    row = models.Enrolment.objects.create(
        employer_id=employer_id,
        employee_id=str(employee_id),
        benefit_id=benefit_id,
        plan_id=ids.PLAN,
        option_id=option_id,
        label="Private medical, Standard"
        if price not in ("12.50", "25.00")
        else "Dental, Standard",
        coverage=DateRange(days.start, days.end),
        status=status,
        reversed=reversed,
        monthly_price=Decimal(price),
        currency=currency,
    )
    add_members(row.id, price=Money.of(row.monthly_price, currency), dependants=dependants or [])
    models.EnrolmentChange.objects.create(
        enrolment=row,
        employer_id=employer_id,
        kind=ChangeKind.INITIAL,
        starts_on=starts_on,
        ends_on=ends_on,
        covered=status not in NO_COVER and not reversed,
        previously_covered=False,
        effective_on=starts_on,
        recorded_at=timezone.now(),
        actor="import",
        reason="seeded",
    )
    return row


def _leave_dirt() -> None:
    def dental(employee_id: int | str, **fields: Any) -> models.Enrolment:
        return _enrolment(employee_id, ids.CYCLE, ids.CYCLE_2027, "25.00", **fields)

    # Two active enrolments of one employee for one benefit, as 2.0.0 repaired them.
    cut = dental(2, ends_on=dt.date(2027, 1, 31))
    kept = dental(2, starts_on=dt.date(2027, 2, 1))
    _repair(cut, "covered twice on a day", because_of=kept.id)
    # End before start; and the day before the start, which once meant cancelled.
    for employee_id in (3, 4):
        undone = dental(employee_id, status=EnrolmentStatus.CANCELLED, reversed=True)
        _repair(undone, "ends before it starts")
    # A waiver that named a plan: cancelled by 2.1.0, which made a waiver of it.
    dental(5, status=EnrolmentStatus.CANCELLED)
    # Dependants: no birth date, a child entered twice, an unknown relationship, born in the
    # future, 29 February, not a list at all.
    dental(5, starts_on=dt.date(2027, 2, 1), dependants=[{**CHILD, "born_on": None}])
    dental(6, dependants=[CHILD, CHILD])
    dental(1, dependants=[{**CHILD, "relationship": "household"}])
    dental(
        1,
        starts_on=dt.date(2026, 1, 1),
        ends_on=dt.date(2026, 3, 31),
        status=EnrolmentStatus.TERMINATED,
        dependants=[{**CHILD, "born_on": "2096-01-01"}],
    )
    dental(3, dependants=[SPOUSE, {"key": "c9", "name": "No relationship"}])
    dental(4, dependants={"spouse": "Sam"})
    # Somebody the HR system no longer knows, and an id that is no number.
    dental(404)
    dental("E-0042")


def _repair(row: models.Enrolment, problem: str, *, because_of: UUID | None = None) -> None:
    models.CoverageRepair.objects.create(
        enrolment=row,
        problem=problem,
        before={"starts_on": str(row.coverage.lower), "ends_on": None, "reversed": False},
        after={"starts_on": str(row.coverage.lower), "ends_on": None, "reversed": row.reversed},
        because_of=because_of,
    )
