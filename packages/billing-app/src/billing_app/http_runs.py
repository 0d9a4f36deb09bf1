"""
Billing runs over HTTP: what a run would do, running it, and how far it is.
"""

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Schema

from billing_app import api
from domain_kit.http import (
    Day,
    DomainRouter,
    IdempotencyKey,
    MoneyOut,
    Page,
    PageOf,
    actor_of,
    created,
)

router = DomainRouter(tags=["billing"])


class RunIn(Schema):
    employer_id: UUID
    month: Day
    issued_on: Day


class RunOut(Schema):
    id: UUID
    employer_id: UUID
    month: dt.date
    issued_on: dt.date
    status: api.RunStatus
    sources: int
    charged: int
    problem: str
    invoice_id: UUID | None
    started_at: dt.datetime
    finished_at: dt.datetime | None

    @staticmethod
    def resolve_month(value: api.BillingRun) -> dt.date:
        """The first day of the month."""
        return value.month.start


class PreviewLineOut(Schema):
    source_id: UUID
    employee_id: int | str
    description: str
    month: dt.date
    payer: api.Payer
    amount: MoneyOut
    corrects: bool

    @staticmethod
    def resolve_month(value: api.PreviewLine) -> dt.date:
        """The first day of the month."""
        return value.month.start


class PreviewOut(Schema):
    employer_id: UUID
    waiting: MoneyOut
    corrections: MoneyOut
    to_ask: MoneyOut
    month_total: MoneyOut
    last_month_total: MoneyOut
    variance: MoneyOut
    charges: int
    lines: list[PreviewLineOut]


@router.get("/runs/preview", response=PreviewOut, summary="What a billing run would charge now")
def preview_billing(
    request: HttpRequest,
    employer_id: UUID,
    month: Day,
    limit: Annotated[int, Field(ge=0, le=200)] = 50,
) -> Any:
    return api.preview_billing(
        actor=actor_of(request), employer_id=employer_id, month=month, limit=limit
    )


@router.post(
    "/runs",
    response={201: RunOut},
    summary="Bill an employer for every open month up to one",
    description="Under the same key a run that was interrupted goes on where it was.",
)
def run_billing(request: HttpRequest, body: RunIn, idempotency_key: IdempotencyKey) -> Any:
    run = api.bill_employer(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        employer_id=body.employer_id,
        month=body.month,
        issued_on=body.issued_on,
    )
    if run is None:
        raise api.RunNotFound(body.employer_id)
    return created(run)


@router.get("/runs", response=PageOf[RunOut], summary="An employer's billing runs, newest first")
def list_runs(request: HttpRequest, employer_id: UUID, page: Query[Page]) -> Any:
    place = page.place(UUID)
    rows = api.list_runs(
        actor=actor_of(request),
        employer_id=employer_id,
        limit=page.limit + 1,
        after=place[0] if place else None,
    )
    return page.answer(rows, place=lambda row: (row.id,))


@router.get("/runs/{run_id}", response=RunOut, summary="One billing run")
def get_run(request: HttpRequest, run_id: UUID) -> Any:
    return api.get_run(actor=actor_of(request), run_id=run_id)
