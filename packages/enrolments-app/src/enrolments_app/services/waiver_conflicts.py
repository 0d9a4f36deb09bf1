"""
Are days of a benefit both covered and waived? Decided by the constraint on cover, without a lock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import DateRangeField
from django.db import connection
from django.db.models import DateField, Func
from django.db.models.functions import Cast

from domain_kit.compiled import Compiled
from domain_kit.periods import Period
from enrolments_app.data import EnrolmentStatus
from enrolments_app.errors.waivers import BenefitWaived, CoveredAlready
from enrolments_app.models.enrolment import COUNTS, Enrolment
from enrolments_app.models.waiver import Waiver

NOBODYS = UUID(int=0)
_WAIVING: Compiled[Any] = Compiled(
    lambda employee, benefit, first, end: Waiver.objects.filter(
        employee_id=employee,
        benefit_id=benefit,
        days__overlap=Func(
            Cast(first, DateField()),
            Cast(end, DateField()),
            function="daterange",
            output_field=DateRangeField(),
        ),
        withdrawn_at=None,
    ).values_list("id")[:1]
)


def require_not_waived(*, employee_id: str | int, benefit_id: UUID, coverage: Period) -> None:
    """
    Ask this after the cover is written: a waiver of the same moment has committed by then, or
    waits for this transaction.

    Raises:
        BenefitWaived: if some of these days are waived.
    """
    found = _WAIVING.row(
        employee=str(employee_id), benefit=benefit_id, first=coverage.start, end=coverage.end
    )
    if found is not None:
        raise BenefitWaived(str(employee_id), benefit_id, found[0])


@contextmanager
def days_without_cover(waiver: Waiver) -> Iterator[None]:
    """
    Hold the days of a waiver against cover while it is written.

    A row of cover with the same days goes through the constraint and away again. Cover that is
    being written makes it wait; cover that comes later waits for it, and then finds the waiver.

    Raises:
        CoveredAlready: if some of these days are covered.
    """
    held = _hold(waiver)
    # DO NOTHING waits for a rival that has not committed: two plain inserts that exclude each
    # other would wait for one another.
    Enrolment.objects.bulk_create([held], ignore_conflicts=True)
    if not Enrolment.objects.filter(pk=held.pk).exists():
        # None: the rival was undone in the meantime; a retry with a new key will succeed.
        raise CoveredAlready(waiver.employee_id, waiver.benefit_id, _covering(waiver) or held.pk)
    yield
    # Django would first look for what belongs to the row, and nothing can.
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM enrolments_app_enrolment WHERE id = %s", [held.pk])


def _hold(waiver: Waiver) -> Enrolment:
    return Enrolment(
        employer_id=waiver.employer_id,
        employee_id=waiver.employee_id,
        benefit_id=waiver.benefit_id,
        plan_id=NOBODYS,
        option_id=NOBODYS,
        label="Held by a waiver",
        coverage=waiver.days,
        status=EnrolmentStatus.ACTIVE,
        monthly_price=Decimal(0),
        currency="XXX",
    )


def _covering(waiver: Waiver) -> UUID | None:
    rows = Enrolment.objects.filter(
        COUNTS,
        employee_id=waiver.employee_id,
        benefit_id=waiver.benefit_id,
        coverage__overlap=waiver.days,
    )
    return rows.values_list("id", flat=True).first()
