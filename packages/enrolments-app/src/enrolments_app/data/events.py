"""
How does a change leave the process, in each version of its event?
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app.errors.events import NotInThisVersion

if TYPE_CHECKING:
    from enrolments_app.data.cover import EnrolmentChange

INITIAL, CANCEL, TERMINATE = "initial", "cancel", "terminate"


def envelope(change: "EnrolmentChange", version: int) -> dict[str, Any]:
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


def _first(change: "EnrolmentChange") -> dict[str, Any]:
    if not change.employee_id.isdigit():
        raise NotInThisVersion(
            1, f"it knows numbers only, and the employee is {change.employee_id}"
        )
    return {
        "kind": _first_kind(change),
        "employee_id": int(change.employee_id),
        **_common(change),
    }


def _second(change: "EnrolmentChange") -> dict[str, Any]:
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


def _common(change: "EnrolmentChange") -> dict[str, Any]:
    return {
        "benefit_id": str(change.benefit_id),
        "plan_id": str(change.plan_id),
        "option_id": str(change.option_id),
        "coverage": _range(change.coverage),
        "previous_coverage": _range(change.previous_coverage),
        "monthly": _money(change.monthly),
        "reason": change.reason,
    }


def _first_kind(change: "EnrolmentChange") -> str:
    """
    The kind in the words of version 1, which has three: cover begins, stops, or its end moves.
    """
    if change.previous_coverage is None:
        return INITIAL
    return CANCEL if change.coverage is None else TERMINATE


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


_DATA: dict[int, Callable[["EnrolmentChange"], dict[str, Any]]] = {1: _first, 2: _second}
