"""
Which benefit has an employee said no to, when and why?
"""

import dataclasses
import datetime as dt
import enum
from uuid import UUID


class WaiverReason(enum.StrEnum):
    """
    Why somebody does not want a benefit.
    """

    COVERED_ELSEWHERE = "covered-elsewhere"
    COST = "cost"
    NOT_NEEDED = "not-needed"
    OTHER = "other"
    UNKNOWN = "unknown"
    """Written by releases before 2.1.0, which did not ask."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """
    A decision against a benefit for some days of a plan year; both dates are inclusive.
    """

    id: UUID
    employer_id: UUID
    employee_id: str
    benefit_id: UUID
    plan_year_id: UUID | None
    reason: WaiverReason
    starts_on: dt.date
    ends_on: dt.date | None
    recorded_at: dt.datetime
    withdrawn_at: dt.datetime | None
