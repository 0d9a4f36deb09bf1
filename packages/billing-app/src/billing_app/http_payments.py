"""
The REST routes of money: what came, what was tried, what waits for a person. Part of
`billing_app.http.router`.
"""

import datetime as dt
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema

from billing_app import api
from domain_kit.http import (
    Day,
    DomainRouter,
    IdempotencyKey,
    MoneyIn,
    MoneyOut,
    Page,
    PageOf,
    Reason,
    Text,
    actor_of,
    created,
)
from domain_kit.money import Money

router = DomainRouter(tags=["billing"])


class Amount(MoneyIn):
    """
    Integer minor units and an ISO 4217 code.
    """

    max_digits: ClassVar[int] = 14


class CollectIn(Schema):
    paid_on: Day


class PartIn(Schema):
    invoice_id: UUID
    amount: Amount


class ReceiptIn(Schema):
    """
    Without `allocate_to` the money goes to what is open, oldest first; an empty list allocates none.
    """

    employer_id: UUID
    amount: Amount
    received_on: Day
    reference: Text(100)  # type: ignore[valid-type]  # it makes a type
    allocate_to: list[PartIn] | None = None


class AllocateIn(Schema):
    invoice_id: UUID
    amount: Amount | None = None


class EmployerIn(Schema):
    employer_id: UUID


class ReconcileIn(Schema):
    employer_id: UUID
    received_on: Day


class ReverseIn(Schema):
    reason: Reason


class CloseIn(Schema):
    """
    `collected` is what the gateway's own books say it took, on `received_on`; without it: nothing.
    """

    reason: Reason
    collected: Amount | None = None
    received_on: Day | None = None


class AllocationOut(Schema):
    id: UUID
    payment_id: UUID
    invoice_id: UUID
    amount: MoneyOut
    allocated_at: dt.datetime
    reversed_at: dt.datetime | None


class ReceiptOut(Schema):
    id: UUID
    employer_id: UUID
    amount: MoneyOut
    unallocated: MoneyOut
    received_on: dt.date
    reference: str
    method: str
    allocations: list[AllocationOut]
    reversed_at: dt.datetime | None
    repeated_reference: bool
    debit_invoice_id: UUID | None


class AttemptOut(Schema):
    id: UUID
    invoice_id: UUID
    status: str
    amount: MoneyOut
    gateway: str
    reference: str | None
    detail: str
    number: int | None
    sent_at: dt.datetime | None
    next_ask_at: dt.datetime | None


class AlertOut(Schema):
    id: UUID
    employer_id: UUID | None
    kind: str
    subject: UUID | None
    text: str
    raised_at: dt.datetime
    resolved_at: dt.datetime | None
    resolved_by: str


def _behind(page: Page) -> UUID | None:
    place = page.place(UUID)
    return place[0] if place else None


def _parts(given: list[PartIn]) -> dict[UUID, Money]:
    parts: dict[UUID, Money] = {}
    for part in given:
        amount = part.amount.value()
        before = parts.get(part.invoice_id)
        parts[part.invoice_id] = amount if before is None else before + amount
    return parts


@router.post(
    "/invoices/{invoice_id}/collect",
    response={201: AttemptOut},
    summary="Collect an invoice through the gateway",
)
def collect(
    request: HttpRequest, invoice_id: UUID, body: CollectIn, idempotency_key: IdempotencyKey
) -> Any:
    """
    Not inside a transaction: the host turns ATOMIC_REQUESTS off for this view.
    """
    made = api.collect(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        invoice_id=invoice_id,
        paid_on=body.paid_on,
    )
    return created(made)


@router.get("/attempts", response=PageOf[AttemptOut], summary="What was tried to collect")
def list_attempts(
    request: HttpRequest, employer_id: UUID, page: Query[Page], in_flight: bool = False
) -> Any:
    found = api.list_attempts(
        actor=actor_of(request),
        employer_id=employer_id,
        in_flight=in_flight,
        limit=page.limit + 1,
        after=_behind(page),
    )
    return page.answer(found, place=lambda each: (each.id,))


@router.post(
    "/attempts/reconcile",
    response=list[AttemptOut],
    summary="Find an end for an employer's attempts in flight",
)
def reconcile_attempts(request: HttpRequest, body: ReconcileIn) -> Any:
    return api.reconcile_attempts(
        actor=actor_of(request), employer_id=body.employer_id, received_on=body.received_on
    )


@router.post(
    "/attempts/{attempt_id}/close",
    response=AttemptOut,
    summary="End an attempt that the gateway will never answer for",
)
def close_attempt(
    request: HttpRequest, attempt_id: UUID, body: CloseIn, idempotency_key: IdempotencyKey
) -> Any:
    return api.close_attempt(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        attempt_id=attempt_id,
        reason=body.reason,
        collected=body.collected.value() if body.collected else None,
        received_on=body.received_on,
    )


@router.get("/payments", response=PageOf[ReceiptOut], summary="What an employer has paid")
def list_payments(request: HttpRequest, employer_id: UUID, page: Query[Page]) -> Any:
    found = api.list_payments(
        actor=actor_of(request),
        employer_id=employer_id,
        limit=page.limit + 1,
        after=_behind(page),
    )
    return page.answer(found, place=lambda each: (each.id,))


@router.post("/payments", response={201: ReceiptOut}, summary="Record a bank receipt")
def record_bank_receipt(
    request: HttpRequest, body: ReceiptIn, idempotency_key: IdempotencyKey
) -> Any:
    made = api.record_bank_receipt(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        employer_id=body.employer_id,
        amount=body.amount.value(),
        received_on=body.received_on,
        reference=body.reference,
        allocate_to=None if body.allocate_to is None else _parts(body.allocate_to),
    )
    return created(made)


@router.get("/payments/{payment_id}", response=ReceiptOut, summary="One payment")
def get_payment(request: HttpRequest, payment_id: UUID) -> Any:
    return api.get_payment(actor=actor_of(request), payment_id=payment_id)


@router.post(
    "/payments/{payment_id}/allocations",
    response={201: AllocationOut},
    summary="Allocate a part of a payment to an invoice",
)
def allocate(
    request: HttpRequest, payment_id: UUID, body: AllocateIn, idempotency_key: IdempotencyKey
) -> Any:
    made = api.allocate(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        payment_id=payment_id,
        invoice_id=body.invoice_id,
        amount=body.amount.value() if body.amount else None,
    )
    return created(made)


@router.post("/payments/{payment_id}/reverse", response=ReceiptOut, summary="Record a chargeback")
def reverse_payment(
    request: HttpRequest, payment_id: UUID, body: ReverseIn, idempotency_key: IdempotencyKey
) -> Any:
    return api.reverse_payment(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        payment_id=payment_id,
        reason=body.reason,
    )


@router.post(
    "/allocations/auto",
    response=list[AllocationOut],
    summary="Allocate all credit to what is open, oldest first",
)
def auto_allocate(request: HttpRequest, body: EmployerIn, idempotency_key: IdempotencyKey) -> Any:
    return api.auto_allocate(
        actor=actor_of(request), idempotency_key=idempotency_key, employer_id=body.employer_id
    )


@router.post(
    "/allocations/{allocation_id}/end", response=ReceiptOut, summary="Take money from an invoice"
)
def unallocate(request: HttpRequest, allocation_id: UUID, idempotency_key: IdempotencyKey) -> Any:
    return api.unallocate(
        actor=actor_of(request), idempotency_key=idempotency_key, allocation_id=allocation_id
    )


@router.get("/alerts", response=PageOf[AlertOut], summary="What waits for a person")
def list_alerts(
    request: HttpRequest,
    page: Query[Page],
    employer_id: UUID | None = None,
    resolved: bool = False,
) -> Any:
    found = api.list_alerts(
        actor=actor_of(request),
        employer_id=employer_id,
        resolved=resolved,
        limit=page.limit + 1,
        after=_behind(page),
    )
    return page.answer(found, place=lambda each: (each.id,))


@router.post("/alerts/{alert_id}/resolve", response=AlertOut, summary="It has been seen to")
def resolve_alert(request: HttpRequest, alert_id: UUID, idempotency_key: IdempotencyKey) -> Any:
    return api.resolve_alert(
        actor=actor_of(request), idempotency_key=idempotency_key, alert_id=alert_id
    )
