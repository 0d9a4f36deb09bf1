"""
What do employees give up of their pay in a month?
"""

import dataclasses
import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app.models.enrolment import COUNTS, Enrolment
from enrolments_app.queries.values import days_of
from enrolments_app.rules.elections import SALARY_SACRIFICE
from enrolments_app.rules.employee_ids import stored_id


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sacrifice:
    """
    What one employee gives up per month, and on which days.
    """

    employee_id: str
    days: Period
    monthly: Money


def sacrifices_of(
    *,
    employer_id: UUID,
    employee_id: str | int,
    first: dt.date,
    leaving_out: Collection[UUID] = (),
) -> tuple[Sacrifice, ...]:
    """
    One employee's sacrifices of a day and of every later one.
    """
    rows = _sacrificing(employer_id).filter(
        employee_id=stored_id(employee_id), coverage__overlap=(first, None)
    )
    return tuple(_value(row) for row in rows.exclude(pk__in=leaving_out))


def sacrifices_on(*, employer_id: UUID, on: dt.date) -> dict[str, list[Money]]:
    """
    By employee, the sacrifices of everybody who gives up something on a day; one statement.
    """
    found: dict[str, list[Money]] = {}
    for each in map(_value, _sacrificing(employer_id).filter(coverage__contains=on)):
        found.setdefault(each.employee_id, []).append(each.monthly)
    return found


def _sacrificing(employer_id: UUID) -> "QuerySet[Enrolment]":
    return Enrolment.objects.filter(COUNTS, employer_id=employer_id, funding=SALARY_SACRIFICE)


def _value(row: Enrolment) -> Sacrifice:
    # Cover that names no parts is the employee's alone.
    amount = row.monthly_price if row.employee_part is None else row.employee_part
    return Sacrifice(
        employee_id=str(row.employee_id),
        days=days_of(row),
        monthly=Money.of(amount, row.currency),
    )
