"""
Who may have a benefit, from when, and why not?
"""

import dataclasses
import datetime as dt
import enum
from decimal import Decimal
from uuid import UUID

from domain_kit.money import Money
from domain_kit.periods import Period


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EmployeeFacts:
    """
    What is known of somebody on a day. `fte` is 0 to 1; the salary is a year's.

    `employed` are the days of employment with this employer; none means since `hired_on`.
    """

    employee_id: str
    employer_id: UUID
    hired_on: dt.date
    born_on: dt.date | None = None
    location: str = ""
    grade: str = ""
    fte: Decimal = Decimal(1)
    annual_salary: Money | None = None
    employed: tuple[Period, ...] = ()


class Fact(enum.StrEnum):
    """
    What a condition can ask about.
    """

    HIRED_ON = "hired_on"
    FTE = "fte"
    GRADE = "grade"
    LOCATION = "location"
    ANNUAL_SALARY = "annual_salary"
    AGE = "age"
    SERVICE_DAYS = "service_days"
    EMPLOYED = "employed"


class Operator(enum.StrEnum):
    """
    How a condition compares a fact.
    """

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ONE_OF = "one_of"
    IS = "is"


type ConditionValue = int | Decimal | dt.date | Money | bool | frozenset[str]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """
    One fact, compared with one value.
    """

    fact: Fact
    operator: Operator
    value: ConditionValue


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """
    Every one of these holds; of none, always.
    """

    rules: "tuple[Rule, ...]"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """
    At least one of these holds; of none, never.
    """

    rules: "tuple[Rule, ...]"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """
    This does not hold.
    """

    rule: "Rule"


type Rule = Condition | AllOf | AnyOf | Not


class Waiting(enum.StrEnum):
    """
    From which day on somebody newly hired may have a benefit (C-12).
    """

    NONE = "none"
    DAYS = "days"
    """So many days after the first."""
    FIRST_OF_MONTH_AFTER_DAYS = "first_of_month_after_days"
    """The first of a month on or after so many days."""
    FIRST_OF_NEXT_MONTH = "first_of_next_month"
    """The first of the month after the month of the first day."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPeriod:
    """
    The kind, and the days of the kinds that count any.
    """

    kind: Waiting = Waiting.NONE
    days: int = 0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """
    Why somebody is not eligible: `fact` is `actual`, and `wanted` was asked for.

    `code` is permanent and kebab-case: `fte`, `grade`, …, `waiting-period`, `not-employed`.
    """

    code: str
    wanted: str
    actual: str

    def __str__(self) -> str:
        return f"{self.code}: {self.wanted} is wanted, and it is {self.actual}."


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """
    The decision for a day, the first day after the waiting period, and every reason against it.
    """

    eligible: bool
    first_day: dt.date
    reasons: tuple[Reason, ...]
