"""
What does the directory say of an employee?
"""

import dataclasses
import datetime as dt
from decimal import Decimal
from uuid import UUID

from domain_kit.money import Money
from domain_kit.periods import Period


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EmployeeFacts:
    """
    What the directory says of an employee on a day; `time_zone` is an IANA name.

    `employed` is the employment that holds the day, or the nearest one; `employments` are all with
    this employer, oldest first. `annual_salary` is before sacrifices, `fte` 1 for full time.
    """

    employee_id: int | str
    employer_id: UUID
    employed: Period
    time_zone: str
    employments: tuple[Period, ...] = ()
    born_on: dt.date | None = None
    annual_salary: Money | None = None
    hours_per_month: Decimal | None = None
    location: str = ""
    grade: str = ""
    fte: Decimal = Decimal(1)
