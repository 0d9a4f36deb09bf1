"""
What does payroll take from whom on which pay date?
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from domain_kit.actor import Actor, Role
from enrolments_app.data.deductions import Deduction, DeductionPage, PayPeriod, PaySchedule
from enrolments_app.errors.deductions import PayScheduleNotUsable
from enrolments_app.queries.values import money_of
from enrolments_app.rules.deductions import deduction, pay_periods

PAGE = 500
MAX_PAGE = 5_000


def payroll_deductions(
    *,
    actor: Actor,
    employer_id: UUID,
    schedule: PaySchedule,
    first: dt.date,
    last: dt.date,
    employee_id: str | int | None = None,
    after: str | None = None,
    limit: int = PAGE,
) -> DeductionPage:
    """
    The employee's parts on the pay dates from `first` to `last`, both inclusive (C-10).

    The record in effect on the last day of a pay period counts (C-22): an option that changes
    within the period is taken at its new price. Cover whose price names no parts has an amount of
    None: nobody has said who pays. What the employer pays whole is not listed. One statement for a
    page; an employee sees its own only.

    Raises:
        PayScheduleNotUsable: if schedule, days or `after` describe nothing.
        TenantForbidden: unless the actor acts for the employer.
        NotPermitted: unless HR, finance, operator, or the employee itself.
    """
    actor.require_role(Role.EMPLOYEE, Role.HR, Role.FINANCE, Role.OPERATOR)
    actor.require_employer(employer_id)
    if actor.role is Role.EMPLOYEE:
        actor.require_employee(employee_id if employee_id is not None else actor.employee_id)
        employee_id = actor.employee_id
    periods = pay_periods(schedule, first=first, last=last)
    limit = max(1, min(limit, MAX_PAGE))
    found = _rows(employer_id, employee_id, periods, _place(after), limit)
    items = tuple(_deduction(row, periods[row.number], schedule) for row in found)
    full = len(items) == limit
    return DeductionPage(items=items, after=place_of(items[-1]) if full else None)


class _Row(NamedTuple):
    number: int
    enrolment_id: UUID
    employee_id: str
    benefit_id: UUID
    plan_id: UUID
    option_id: UUID
    label: str
    employee_part: Decimal | None
    currency: str


def _rows(
    employer_id: UUID,
    employee_id: str | int | None,
    periods: Sequence[PayPeriod],
    place: tuple[dt.date, str, UUID] | None,
    limit: int,
) -> list[_Row]:
    day, who, benefit_id = place or (None, None, None)
    with connection.cursor() as cursor:
        cursor.execute(
            _DEDUCTIONS,
            {
                "ends": [period.ends_on for period in periods],
                "pays": [period.pay_on for period in periods],
                "employer": employer_id,
                "employee": None if employee_id is None else str(employee_id),
                "day": day,
                "who": who,
                "benefit": benefit_id,
                "limit": limit,
            },
        )
        return [_Row(*row) for row in cursor.fetchall()]


_DEDUCTIONS = """
SELECT (p.place - 1)::int, e.id, e.employee_ref, e.benefit_id, e.plan_id, e.option_id, e.label,
       e.employee_part, e.currency
FROM unnest(%(ends)s::date[], %(pays)s::date[]) WITH ORDINALITY AS p(ends_on, pay_on, place)
JOIN enrolments_app_enrolment e ON e.employer_id = %(employer)s AND e.coverage @> p.ends_on
WHERE e.status NOT IN ('cancelled', 'waived') AND NOT e.reversed
  AND e.employee_part IS DISTINCT FROM 0
  AND (%(employee)s::text IS NULL OR e.employee_ref = %(employee)s)
  AND (%(day)s::date IS NULL OR (p.pay_on, e.employee_ref COLLATE "C", e.benefit_id)
       > (%(day)s::date, %(who)s::text COLLATE "C", %(benefit)s::uuid))
ORDER BY p.pay_on, e.employee_ref COLLATE "C", e.benefit_id
LIMIT %(limit)s
"""


def _deduction(row: _Row, period: PayPeriod, schedule: PaySchedule) -> Deduction:
    monthly = money_of(row.employee_part, row.currency)
    return Deduction(
        employee_id=row.employee_id,
        benefit_id=row.benefit_id,
        plan_id=row.plan_id,
        option_id=row.option_id,
        enrolment_id=row.enrolment_id,
        label=row.label,
        pay_on=period.pay_on,
        period_starts_on=period.starts_on,
        period_ends_on=period.ends_on,
        monthly=monthly,
        amount=deduction(monthly, period, schedule.frequency) if monthly is not None else None,
    )


def place_of(last: Deduction) -> str:
    """
    Where a page goes on that ended with a deduction.
    """
    return f"{last.pay_on.isoformat()}/{last.benefit_id}/{last.employee_id}"


def _place(after: str | None) -> tuple[dt.date, str, UUID] | None:
    if after is None:
        return None
    try:
        day, benefit_id, employee_id = after.split("/", 2)
        if not employee_id.isprintable():
            raise ValueError(employee_id)
        return dt.date.fromisoformat(day), employee_id, UUID(benefit_id)
    except ValueError:
        raise PayScheduleNotUsable("after", f"{after[:80]!r} is not where a page ended") from None
