"""
What happened to an enrolment, and how does it leave the process, in each version of its event?
"""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from domain_kit.errors import DomainError
from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app.data.cover import ChangeKind

EVENT_SCHEMA_VERSION = 2


class NotInThisVersion(DomainError):
    """
    An event cannot be written in a version of its schema.
    """

    code = "not-in-this-version"
    http_status = 422

    def __init__(self, version: int, reason: str) -> None:
        super().__init__(version, reason)
        self.version = version
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"The change cannot be told in version {self.version} of the event: {self.reason}. "
            "Read version 2."
        )


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
    employee_id: str
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
    actor: str = ""
    predecessor_id: UUID | None = None
    plan_year_id: UUID | None = None
    tier: str = ""
    employer_part: Money | None = None
    employee_part: Money | None = None
    funding: str = ""

    def as_event(self, version: int = EVENT_SCHEMA_VERSION) -> dict[str, Any]:
        """
        The envelope that leaves the process: contract/events/enrolment-changed.v2.json, or v1.json,
        which goes in 3.1.

        Raises:
            NotInThisVersion: if the version has no words for the change.
        """
        return _envelope(self, version)


def _envelope(change: EnrolmentChange, version: int) -> dict[str, Any]:
    """
    The event of contract/events/enrolment-changed.v1.json or v2.json.

    Raises:
        NotInThisVersion: if there is no such version, or it has no words for the change.
    """
    if version not in _DATA:
        raise NotInThisVersion(version, "there is no such version")
    return {
        "id": str(change.id),
        "type": "enrolments.enrolment-changed",
        "schema_version": version,
        "occurred_at": change.effective_on.isoformat(),
        "recorded_at": change.recorded_at.isoformat(),
        "employer_id": str(change.employer_id),
        "aggregate": {"id": str(change.enrolment_id), "sequence": change.sequence},
        "data": _DATA[version](change),
    }


def _first(change: EnrolmentChange) -> dict[str, Any]:
    if not change.employee_id.isdigit():
        raise NotInThisVersion(
            1, f"it knows numbers only, and the employee is {change.employee_id}"
        )
    return {
        "kind": _first_kind(change).value,
        "employee_id": int(change.employee_id),
        **_common(change),
    }


def _second(change: EnrolmentChange) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "employee_id": change.employee_id,
        **_common(change),
        "plan_year_id": _id(change.plan_year_id),
        "predecessor_id": _id(change.predecessor_id),
        "tier": change.tier,
        "employer_part": _money(change.employer_part),
        "employee_part": _money(change.employee_part),
        "actor": change.actor,
    }


def _common(change: EnrolmentChange) -> dict[str, Any]:
    return {
        "benefit_id": str(change.benefit_id),
        "plan_id": str(change.plan_id),
        "option_id": str(change.option_id),
        "coverage": _range(change.coverage),
        "previous_coverage": _range(change.previous_coverage),
        "monthly": _money(change.monthly),
        "reason": change.reason,
    }


def _first_kind(change: EnrolmentChange) -> ChangeKind:
    """
    The kind in the words of version 1, which has three: cover begins, stops, or its end moves.
    """
    if change.previous_coverage is None:
        return ChangeKind.INITIAL
    return ChangeKind.CANCEL if change.coverage is None else ChangeKind.TERMINATE


def _id(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _money(money: Money | None) -> dict[str, Any] | None:
    return None if money is None else {"minor": money.minor, "currency": money.currency}


def _range(period: Period | None) -> dict[str, str | None] | None:
    if period is None:
        return None
    return {
        "starts_on": period.start.isoformat(),
        "ends_on": period.last.isoformat() if period.last else None,
    }


_DATA: dict[int, Callable[[EnrolmentChange], dict[str, Any]]] = {1: _first, 2: _second}
