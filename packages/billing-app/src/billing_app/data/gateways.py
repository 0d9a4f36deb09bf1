"""
What is a gateway asked, and what does it answer?
"""

import dataclasses
import enum
from uuid import UUID

from domain_kit.money import Money


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ChargeRequest:
    """
    What a gateway is asked to collect; `attempt_id` is its idempotency key (C-34).
    """

    account_id: UUID
    amount: Money
    currency: str
    attempt_id: UUID
    description: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Succeeded:
    """
    The money is ours; `amount` is what was collected, if the gateway says so.
    """

    reference: str
    amount: Money | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """
    The gateway has accepted it and will know later.
    """

    reference: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """
    No money; `retryable` if another day may bring it.
    """

    code: str
    retryable: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Unavailable:
    """
    The gateway was not reached: certainly nothing was collected.
    """

    reason: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """
    Nobody can say whether it was collected; ask the gateway before trying again (C-36).
    """

    reason: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """
    The gateway certainly never heard of it. Only fetch() may answer so.
    """

    reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefundRequest:
    """
    What a gateway is asked to give back of what it collected under `reference`; `refund_id` is the
    idempotency key.
    """

    refund_id: UUID
    reference: str
    amount: Money
    reason: str = ""


class Capability(enum.StrEnum):
    """
    What a gateway can do.
    """

    CHARGE = "charge"
    FETCH = "fetch"
    REFUND = "refund"
    EVENTS = "events"


class Recorded(enum.StrEnum):
    """
    What became of an outcome: it changed its attempt, changed nothing, or waits for a person.
    """

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    QUARANTINED = "quarantined"


type Outcome = Succeeded | Pending | Declined | Unavailable | Unknown
