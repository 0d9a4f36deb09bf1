"""
What is owed, for which cover, and by whom?
"""

import dataclasses
import enum
from uuid import UUID

from domain_kit.money import Money
from domain_kit.periods import Period


class ChargeKind(enum.StrEnum):
    """
    Why something is owed.
    """

    RECURRING = "recurring"
    ADJUSTMENT = "adjustment"
    FEE = "fee"
    TAX = "tax"
    ROUNDING = "rounding"


class Payer(enum.StrEnum):
    """
    Whose invoice a charge lands on: the employer's, or the employee's who pays by deduction. Salary
    sacrifice is the employer's.
    """

    EMPLOYER = "employer"
    EMPLOYEE = "employee"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CoverageLine:
    """
    Cover that is paid for: what it costs per month, and its days (None: no day, any more).

    `employer_monthly` is the part of `monthly` that the employer pays, the rest is its employee's by
    deduction; None: all of it is the employer's. Covers of one `group` at one price are parts of one
    month's price (C-03); without a group they are those of one employee and description.
    `proration` says what a month costs that is covered in part (C-05): "daily", "full-month",
    "none" (only whole months cost), "wash-day" (the month costs if that day is covered) or
    "fixed-30".
    """

    source_id: UUID
    employer_id: UUID
    employee_id: int | str
    description: str
    coverage: Period | None
    monthly: Money
    employer_monthly: Money | None = None
    funding: str = ""
    tax_category: str = "exempt"
    group: str = ""
    proration: str = "daily"
    wash_day: int = 15


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """
    What one source owes for one month, or owes more or less than was charged before (C-25);
    `invoiced` once a document asks for it or gives it back.
    """

    id: UUID
    source_id: UUID
    employee_id: str
    month: Period
    kind: ChargeKind
    description: str
    amount: Money
    invoiced: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MonthCost:
    """
    What was charged for one month: the employer's part, and that of its employees together.
    """

    month: Period
    employer: Money
    employees: Money
    charges: int

    @property
    def total(self) -> Money:
        """
        Both parts.
        """
        return self.employer + self.employees
