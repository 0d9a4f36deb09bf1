"""
What did the nightly check find, and from what did it find it?
"""

import dataclasses
import datetime as dt
import enum
from collections.abc import Mapping
from uuid import UUID

from domain_kit.money import Money
from domain_kit.periods import Period


class Finding(enum.StrEnum):
    """
    What does not agree.
    """

    COVER_WITHOUT_EMPLOYMENT = "cover-without-employment"
    EMPLOYMENT_WITHOUT_DECISION = "employment-without-decision"
    BILLED_DIFFERENTLY = "billed-differently"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    One finding about one employee; `subject_id` is the enrolment, or the benefit not decided.
    """

    employer_id: UUID
    employee_id: str
    finding: Finding
    subject_id: UUID
    detail: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """
    Days somebody is covered, and their price of a month; no days: it counts for nothing.

    Covers of one `group` at one price are parts of one month's price, where the installed billing
    rounds them together; without a group each is rounded alone. `proration` is in billing's words.
    """

    id: UUID
    employee_id: str
    benefit_id: UUID
    label: str
    days: Period | None
    monthly: Money
    group: str = ""
    proration: str = "daily"
    wash_day: int = 15


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Bills:
    """
    What an employer was charged: by enrolment and first day of the month. `complete_to` is the
    first day of the last month that was invoiced as a whole, if there is one.
    """

    charged: Mapping[tuple[UUID, dt.date], Money]
    employees: Mapping[UUID, str]
    complete_to: dt.date | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Affairs:
    """
    Everything about an employer on a day that the three comparisons need. `decided` are pairs of
    employee and benefit; `open_offers` are benefits on offer with their names.
    """

    employer_id: UUID
    on: dt.date
    employed: Mapping[str, tuple[Period, ...]]
    covers: tuple[Cover, ...]
    open_offers: Mapping[UUID, str]
    decided: frozenset[tuple[str, UUID]]
    bills: Bills
