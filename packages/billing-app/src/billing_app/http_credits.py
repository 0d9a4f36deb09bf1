"""
The REST routes of credit notes and refunds. Part of `billing_app.http.router`.
"""

import datetime as dt
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema

from billing_app import api
from billing_app.http_payments import EmployerIn
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

router = DomainRouter(tags=["billing"])


class CreditAmount(MoneyIn):
    """
    Integer minor units and an ISO 4217 code.
    """

    max_digits: ClassVar[int] = 14


class CreditLineIn(Schema):
    line_id: UUID
    amount: CreditAmount


class CreditNoteIn(Schema):
    """
    Without `lines` all that is left of the invoice is credited; tax follows the lines. Without
    `offset` as much of it as is due settles the invoice.
    """

    reason: Reason
    issued_on: Day
    lines: list[CreditLineIn] | None = None
    offset: CreditAmount | None = None


class CreditNoteLineOut(Schema):
    source_line_id: UUID | None
    description: str
    amount: MoneyOut
    kind: str
    tax_category: str


class CreditNoteOut(Schema):
    id: UUID
    employer_id: UUID
    invoice_id: UUID | None
    payment_id: UUID
    number: str
    issued_on: dt.date
    reason: str
    lines: list[CreditNoteLineOut]
    total: MoneyOut
    offset: MoneyOut
    balance: MoneyOut


class RefundIn(Schema):
    """
    Without `amount` all that the payment has left; `reference` is the transfer's where it goes by
    bank.
    """

    reason: Reason
    paid_on: Day
    amount: CreditAmount | None = None
    reference: Text(100) = ""  # type: ignore[valid-type]  # it makes a type


class BalanceIn(RefundIn):
    employer_id: UUID


class CloseRefundIn(Schema):
    paid: bool
    reason: Reason


class RefundOut(Schema):
    id: UUID
    employer_id: UUID
    payment_id: UUID
    amount: MoneyOut
    method: str
    status: str
    reference: str
    reason: str
    paid_on: dt.date


def _behind(page: Page) -> UUID | None:
    (after,) = page.place(UUID) or (None,)
    return after


@router.post(
    "/invoices/{invoice_id}/credit-notes",
    response={201: CreditNoteOut},
    summary="Give back what an invoice asked for too much",
)
def issue_credit_note(
    request: HttpRequest, invoice_id: UUID, body: CreditNoteIn, idempotency_key: IdempotencyKey
) -> Any:
    lines = body.lines
    made = api.issue_credit_note(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        invoice_id=invoice_id,
        reason=body.reason,
        issued_on=body.issued_on,
        lines=None if lines is None else {each.line_id: each.amount.value() for each in lines},
        offset=body.offset.value() if body.offset else None,
    )
    return created(made)


@router.get("/credit-notes", response=PageOf[CreditNoteOut], summary="An employer's credit notes")
def list_credit_notes(request: HttpRequest, employer_id: UUID, page: Query[Page]) -> Any:
    found = api.list_credit_notes(
        actor=actor_of(request),
        employer_id=employer_id,
        limit=page.limit + 1,
        after=_behind(page),
    )
    return page.answer(found, place=lambda each: (each.id,))


@router.get("/credit-notes/{credit_note_id}", response=CreditNoteOut, summary="One credit note")
def get_credit_note(request: HttpRequest, credit_note_id: UUID) -> Any:
    return api.get_credit_note(actor=actor_of(request), credit_note_id=credit_note_id)


@router.get("/credit-notes/{credit_note_id}/pdf", summary="One credit note as PDF")
def credit_note_pdf(request: HttpRequest, credit_note_id: UUID) -> Any:
    found = api.credit_note_pdf(actor=actor_of(request), credit_note_id=credit_note_id)
    return HttpResponse(found, content_type="application/pdf")


@router.get("/credit-notes/{credit_note_id}/csv", summary="One credit note as CSV")
def credit_note_csv(request: HttpRequest, credit_note_id: UUID) -> Any:
    found = api.credit_note_csv(actor=actor_of(request), credit_note_id=credit_note_id)
    return HttpResponse(found, content_type="text/csv; charset=utf-8")


@router.post(
    "/credit-notes/{credit_note_id}/send", response=CreditNoteOut, summary="Mail a credit note"
)
def send_credit_note(
    request: HttpRequest, credit_note_id: UUID, idempotency_key: IdempotencyKey
) -> Any:
    return api.send_credit_note(
        actor=actor_of(request), idempotency_key=idempotency_key, credit_note_id=credit_note_id
    )


@router.post(
    "/payments/{payment_id}/refunds", response={201: RefundOut}, summary="Pay a payment back"
)
def refund(
    request: HttpRequest, payment_id: UUID, body: RefundIn, idempotency_key: IdempotencyKey
) -> Any:
    made = api.refund(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        payment_id=payment_id,
        reason=body.reason,
        paid_on=body.paid_on,
        amount=body.amount.value() if body.amount else None,
        reference=body.reference,
    )
    return created(made)


@router.post(
    "/balance/pay-out", response={201: list[RefundOut]}, summary="Pay an employer's balance out"
)
def pay_out_balance(request: HttpRequest, body: BalanceIn, idempotency_key: IdempotencyKey) -> Any:
    made = api.pay_out_balance(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        employer_id=body.employer_id,
        reference=body.reference,
        paid_on=body.paid_on,
        amount=body.amount.value() if body.amount else None,
        reason=body.reason,
    )
    return created(made)


@router.get("/refunds", response=PageOf[RefundOut], summary="What was paid out to an employer")
def list_refunds(request: HttpRequest, employer_id: UUID, page: Query[Page]) -> Any:
    found = api.list_refunds(
        actor=actor_of(request),
        employer_id=employer_id,
        limit=page.limit + 1,
        after=_behind(page),
    )
    return page.answer(found, place=lambda each: (each.id,))


@router.post(
    "/refunds/reconcile",
    response=list[RefundOut],
    summary="Find an end for an employer's refunds in flight",
)
def reconcile_refunds(request: HttpRequest, body: EmployerIn) -> Any:
    """
    Not inside a transaction: the host turns ATOMIC_REQUESTS off for this view.
    """
    return list(api.reconcile_refunds(actor=actor_of(request), employer_id=body.employer_id))


@router.post(
    "/refunds/{refund_id}/close", response=RefundOut, summary="Say whether a refund was paid"
)
def close_refund(
    request: HttpRequest, refund_id: UUID, body: CloseRefundIn, idempotency_key: IdempotencyKey
) -> Any:
    return api.close_refund(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        refund_id=refund_id,
        paid=body.paid,
        reason=body.reason,
    )
