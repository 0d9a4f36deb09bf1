"""
The REST routes of invoices' files, of what is late, and of the books: statement, ageing, ledger. Part
of `billing_app.http.router`.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema

from billing_app import api
from billing_app.http_payments import EmployerIn
from domain_kit.http import (
    Day,
    DomainRouter,
    IdempotencyKey,
    MoneyOut,
    actor_of,
)

router = DomainRouter(tags=["billing"])


class StatementLineOut(Schema):
    day: dt.date
    kind: str
    text: str
    amount: MoneyOut
    balance: MoneyOut


class StatementOut(Schema):
    employer_id: UUID
    first: dt.date
    last: dt.date
    opening: MoneyOut
    lines: list[StatementLineOut]
    closing: MoneyOut


class AgeingOut(Schema):
    employer_id: UUID
    not_due: MoneyOut
    days_30: MoneyOut
    days_60: MoneyOut
    days_90: MoneyOut
    older: MoneyOut
    total: MoneyOut


class LedgerBalanceOut(Schema):
    ledger: str
    debit: MoneyOut
    credit: MoneyOut
    balance: MoneyOut


class DunningStepOut(Schema):
    invoice_id: UUID
    number: str
    stage: int
    name: str
    due: MoneyOut
    taken_on: dt.date
    mailed_to: str


@router.post(
    "/invoices/{invoice_id}/uncollectible", summary="Give an invoice up", response={204: None}
)
def mark_uncollectible(
    request: HttpRequest, invoice_id: UUID, idempotency_key: IdempotencyKey
) -> Any:
    api.mark_uncollectible(
        actor=actor_of(request), idempotency_key=idempotency_key, invoice_id=invoice_id
    )
    return HttpResponse(status=204)


@router.get("/invoices/{invoice_id}/pdf", summary="One invoice as PDF")
def invoice_pdf(request: HttpRequest, invoice_id: UUID) -> Any:
    found = api.invoice_pdf(actor=actor_of(request), invoice_id=invoice_id)
    return HttpResponse(found, content_type="application/pdf")


@router.get("/invoices/{invoice_id}/csv", summary="One invoice as CSV")
def invoice_csv(request: HttpRequest, invoice_id: UUID) -> Any:
    found = api.invoice_csv(actor=actor_of(request), invoice_id=invoice_id)
    return HttpResponse(found, content_type="text/csv; charset=utf-8")


@router.get("/statement", response=StatementOut, summary="What an employer owed, day by day")
def statement(request: HttpRequest, employer_id: UUID, first: Day, last: Day) -> Any:
    return api.statement(actor=actor_of(request), employer_id=employer_id, first=first, last=last)


@router.get("/ageing", response=list[AgeingOut], summary="How late open dues are")
def ar_ageing(request: HttpRequest, on: Day, employer_id: UUID | None = None) -> Any:
    return list(api.ar_ageing(actor=actor_of(request), on=on, employer_id=employer_id))


@router.get("/trial-balance", response=list[LedgerBalanceOut], summary="What the books hold")
def trial_balance(
    request: HttpRequest, employer_id: UUID | None = None, on: Day | None = None
) -> Any:
    return list(api.trial_balance(actor=actor_of(request), employer_id=employer_id, on=on))


@router.post("/dunning", response=list[DunningStepOut], summary="Remind of what is late")
def advance_dunning(request: HttpRequest, body: EmployerIn, idempotency_key: IdempotencyKey) -> Any:
    return list(
        api.advance_dunning(
            actor=actor_of(request),
            idempotency_key=idempotency_key,
            employer_id=body.employer_id,
        )
    )
