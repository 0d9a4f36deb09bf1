"""
Which cover above the guaranteed amount waits for an insurer's answer?
"""

import dataclasses
import datetime as dt
import enum
from uuid import UUID

from domain_kit.money import Money


class EvidenceState(enum.StrEnum):
    """
    The insurer's answer: denied keeps the guaranteed amount, rejected leaves nothing (C-18).
    """

    PENDING = "pending"
    APPROVED = "approved"
    DENIED = "denied"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRequest:
    """
    One member's wish for more cover than is guaranteed. The evidence itself stays with the insurer.
    """

    id: UUID
    employer_id: UUID
    employee_id: str
    enrolment_id: UUID
    member_key: str
    requested: Money
    guaranteed: Money
    state: EvidenceState
    requested_at: dt.datetime
    effective_on: dt.date | None
    decided_at: dt.datetime | None
    reason: str
