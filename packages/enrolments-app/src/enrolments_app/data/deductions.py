"""
What does payroll need to know to take an employee's part from pay?
"""

import dataclasses
import datetime as dt
import enum
from uuid import UUID

from domain_kit.money import Money


class PayFrequency(enum.StrEnum):
    """
    How often an employer pays, and by which method a monthly amount meets its pay dates (C-10).
    """

    MONTHLY = "monthly"
    BIWEEKLY_24_OF_26 = "biweekly-24-of-26"
    BIWEEKLY_26 = "biweekly-26"
    WEEKLY_48_OF_52 = "weekly-48-of-52"
    WEEKLY_52 = "weekly-52"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PaySchedule:
    """
    An employer's pay calendar: `period_ends_on` is the last day of any one pay period, and pay day
    is `pay_lag_days` after each. A pay year begins on the first of `year_starts_in` (1 = January).
    """

    frequency: PayFrequency
    period_ends_on: dt.date
    pay_lag_days: int = 0
    year_starts_in: int = 1


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PayPeriod:
    """
    One pay period; both days inclusive. `place` counts from 0 and `of` is how many there are: in
    the month for a method that skips pay dates, in the pay year for one that does not.
    """

    starts_on: dt.date
    ends_on: dt.date
    pay_on: dt.date
    place: int
    of: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """
    What one pay date takes from one employee for one benefit: by the record in effect on the last
    day of the pay period (C-22). A pay date that takes nothing is a row of zero. None: the price
    names no parts, so nobody has said who pays.
    """

    employee_id: str
    benefit_id: UUID
    plan_id: UUID
    option_id: UUID
    enrolment_id: UUID
    label: str
    pay_on: dt.date
    period_starts_on: dt.date
    period_ends_on: dt.date
    monthly: Money | None
    amount: Money | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DeductionPage:
    """
    Deductions by pay date, employee and benefit; `after` asks for the next ones, None is the end.
    """

    items: tuple[Deduction, ...]
    after: str | None
