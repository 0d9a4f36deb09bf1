"""
What does a carrier need to hear about who is covered?
"""

import dataclasses
import datetime as dt
import enum
from uuid import UUID

from domain_kit.money import Money
from domain_kit.periods import Period


class CarrierActionKind(enum.StrEnum):
    """
    What a carrier does with a line: the maintenance types of a full or a change file.
    """

    ADD = "add"
    CHANGE = "change"
    TERMINATE = "terminate"
    CANCEL = "cancel"
    AUDIT = "audit"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CarrierCover:
    """
    Cover as a carrier knows it: no id of ours, so that a cover ended and given again is one.
    """

    option_id: UUID
    label: str
    coverage: Period
    monthly: Money
    members: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CarrierAction:
    """
    What changed for one employee in one plan, on balance; `before` or `after` None is no cover.
    """

    kind: CarrierActionKind
    employee_id: int | str
    benefit_id: UUID
    plan_id: UUID
    before: CarrierCover | None
    after: CarrierCover | None
    effective_on: dt.date
    enrolment_id: UUID


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CarrierFile:
    """
    A file for a carrier: RFC 4180, the last row holds the count and the SHA-256 of the rows before.
    `cursor` is where the next change file goes on.
    """

    text: str
    rows: int
    checksum: str
    cursor: int
    full: bool
