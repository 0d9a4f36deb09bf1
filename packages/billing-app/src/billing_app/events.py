"""
Which values of gateways' events and of this domain's own cross the boundary?
"""

import dataclasses
import datetime as dt
import enum
from uuid import UUID

from billing_app.data import Outcome


class Topic(enum.StrEnum):
    """
    What happened. Its payload names rows by id and amounts in minor units; it holds no names.
    """

    INVOICE_FINALISED = "InvoiceFinalised"
    INVOICE_PAID = "InvoicePaid"
    INVOICE_REOPENED = "InvoiceReopened"
    INVOICE_VOIDED = "InvoiceVoided"
    INVOICE_UNCOLLECTIBLE = "InvoiceUncollectible"
    INVOICE_OVERDUE = "InvoiceOverdue"
    COVERAGE_AT_RISK = "CoverageAtRisk"
    CREDIT_NOTE_ISSUED = "CreditNoteIssued"
    REFUND_ISSUED = "RefundIssued"
    PAYMENT_SUCCEEDED = "PaymentSucceeded"
    PAYMENT_FAILED = "PaymentFailed"
    PAYMENT_UNKNOWN = "PaymentUnknown"
    PAYMENT_ALLOCATED = "PaymentAllocated"
    PAYMENT_REVERSED = "PaymentReversed"


class InboxState(enum.StrEnum):
    """
    received -> done | parked | quarantined; parked -> done | quarantined. A parked one is tried again;
    a quarantined one waits for a person.
    """

    RECEIVED = "received"
    PARKED = "parked"
    DONE = "done"
    QUARANTINED = "quarantined"


class DeliveryState(enum.StrEnum):
    """
    waiting -> delivered | given-up.
    """

    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given-up"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class GatewayEvent:
    """
    What a gateway's webhook says: an outcome, None if it says nothing about one, of the attempt with
    this id or else with this gateway's reference.
    """

    event_id: str
    outcome: Outcome | None
    attempt_id: UUID | None = None
    reference: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WebhookReceipt:
    """
    A webhook that is kept; `repeated` if it was kept before.
    """

    gateway: str
    event_id: str
    repeated: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class InboxPass:
    """
    What one pass over the inbox did, counted in webhooks.
    """

    done: int
    parked: int
    quarantined: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """
    Where events are sent to: those of an employer, or of all; those of the topics, or all.
    """

    id: UUID
    employer_id: UUID | None
    url: str
    topics: tuple[Topic, ...]
    disabled_at: dt.datetime | None
    disabled_reason: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EndpointSecret:
    """
    An endpoint and the secret its events are signed with. It is shown once: None to a retry.
    """

    endpoint: Endpoint
    secret: str | None = dataclasses.field(repr=False)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RelayPass:
    """
    What one pass of the relay did: events handed out, and deliveries by how they ended.
    """

    published: int
    delivered: int
    failed: int
    given_up: int
