"""
How far has a try to collect an invoice come?
"""

import dataclasses
import datetime as dt
import enum
from uuid import UUID

from domain_kit.money import Money


class AttemptStatus(enum.StrEnum):
    """
    created -> sent -> succeeded | pending | declined | unavailable | unknown; the gateway is asked
    again about sent, pending and unknown ones. One that was never sent, or that the gateway never
    heard of, is closed as unavailable.
    """

    CREATED = "created"
    SENT = "sent"
    SUCCEEDED = "succeeded"
    PENDING = "pending"
    DECLINED = "declined"
    UNAVAILABLE = "unavailable"
    UNKNOWN = "unknown"


IN_FLIGHT = (
    AttemptStatus.CREATED,
    AttemptStatus.SENT,
    AttemptStatus.PENDING,
    AttemptStatus.UNKNOWN,
)


REFUND_FAILED = (AttemptStatus.DECLINED, AttemptStatus.UNAVAILABLE)
"""A refund in one of these gave nothing back."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAttempt:
    """
    One try to collect an invoice through a gateway: its `number` among the invoice's, and when the
    gateway is asked again while the outcome is open.
    """

    id: UUID
    invoice_id: UUID
    status: AttemptStatus
    amount: Money
    gateway: str
    reference: str | None
    detail: str
    number: int | None = None
    sent_at: dt.datetime | None = None
    next_ask_at: dt.datetime | None = None
