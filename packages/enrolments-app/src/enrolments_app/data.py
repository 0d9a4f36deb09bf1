"""
Which values cross the boundary of the enrolments domain?
"""

import dataclasses
import datetime as dt
import enum
from typing import Any
from uuid import UUID

from domain_kit.money import Money
from domain_kit.periods import Period

EVENT_SCHEMA_VERSION = 1


class EnrolmentStatus(enum.StrEnum):
    """
    The decision about an enrolment; what is in force on a day follows from its dates.
    """

    ACTIVE = "active"
    CANCELLED = "cancelled"
    ENDED = "ended"
    WAIVED = "waived"


class ChangeKind(enum.StrEnum):
    """
    What happened to an enrolment.
    """

    INITIAL = "initial"
    TERMINATE = "terminate"
    CANCEL = "cancel"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Dependant:
    """
    Someone covered beside the employee; `key` is the HR system's own identifier.
    """

    key: str
    name: str
    relationship: str
    born_on: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """
    What the catalogue says of an option on a day; stored with the enrolment (C-11).
    """

    option_id: UUID
    benefit_id: UUID
    plan_id: UUID
    employer_id: UUID
    monthly: Money
    available: Period
    label: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EmployeeFacts:
    """
    What the directory says of an employee on a day; `time_zone` is an IANA name.
    """

    employee_id: int
    employer_id: UUID
    employed: Period
    time_zone: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """
    One employee's cover by one option; both dates are inclusive.
    """

    id: UUID
    employer_id: UUID
    employee_id: int
    benefit_id: UUID
    plan_id: UUID
    option_id: UUID
    label: str
    starts_on: dt.date
    ends_on: dt.date | None
    status: EnrolmentStatus
    monthly: Money

    @property
    def coverage(self) -> Period | None:
        """
        The days of cover; None if there was never any.
        """
        if self.status in (EnrolmentStatus.CANCELLED, EnrolmentStatus.WAIVED):
            return None
        return Period.inclusive(self.starts_on, self.ends_on)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """
    Somebody an enrolment covers, and the share of its monthly price; the employee has no key.
    """

    key: str
    name: str
    relationship: str
    born_on: dt.date | None
    share: Money


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentChange:
    """
    One entry of the change log: the feed for billing, payroll and carriers.
    """

    id: UUID
    sequence: int
    kind: ChangeKind
    enrolment_id: UUID
    employer_id: UUID
    employee_id: int
    benefit_id: UUID
    plan_id: UUID
    option_id: UUID
    label: str
    coverage: Period | None
    previous_coverage: Period | None
    monthly: Money
    effective_on: dt.date
    recorded_at: dt.datetime
    reason: str
    schema_version: int = EVENT_SCHEMA_VERSION

    def as_event(self) -> dict[str, Any]:
        """
        The envelope that leaves the process: contract/events/enrolment-changed.v1.json.
        """
        return {
            "id": str(self.id),
            "type": "enrolments.enrolment-changed",
            "schema_version": self.schema_version,
            "occurred_at": self.effective_on.isoformat(),
            "recorded_at": self.recorded_at.isoformat(),
            "employer_id": str(self.employer_id),
            "aggregate": {"id": str(self.enrolment_id), "sequence": self.sequence},
            "data": {
                "kind": self.kind.value,
                "employee_id": self.employee_id,
                "benefit_id": str(self.benefit_id),
                "plan_id": str(self.plan_id),
                "option_id": str(self.option_id),
                "coverage": _range(self.coverage),
                "previous_coverage": _range(self.previous_coverage),
                "monthly": {"minor": self.monthly.minor, "currency": self.monthly.currency},
                "reason": self.reason,
            },
        }


def _range(period: Period | None) -> dict[str, str | None] | None:
    if period is None:
        return None
    return {
        "starts_on": period.start.isoformat(),
        "ends_on": period.last.isoformat() if period.last else None,
    }
