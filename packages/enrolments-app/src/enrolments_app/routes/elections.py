"""
Carts and previews over HTTP.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema

from domain_kit.http import (
    Day,
    DomainRouter,
    EmployeeId,
    IdempotencyKey,
    MoneyOut,
    Page,
    PageOf,
    Text,
    actor_of,
    created,
)
from enrolments_app import api
from enrolments_app.routes.fields import OPTION, LineIn, LineRequestOut, PeopleFilter, example

batches = DomainRouter(tags=["elections"])
previews = DomainRouter(tags=["elections"])


class RevisionIn(Schema):
    lines: list[LineIn]
    window_id: UUID | None = None
    claim_id: UUID | None = None


class BatchIn(RevisionIn):
    employee_id: EmployeeId

    model_config = example(
        employee_id="1", lines=[{"option_id": OPTION, "starts_on": "2027-06-01"}]
    )


class SubmitIn(Schema):
    agreement_signed: bool = False
    override_reason: Text(200) = ""  # type: ignore[valid-type]  # it makes a type


class LineOut(Schema):
    position: int
    request: LineRequestOut
    enrolment_id: UUID | None


class BatchOut(Schema):
    id: UUID
    employer_id: UUID
    employee_id: str
    window_id: UUID | None
    claim_id: UUID | None
    state: str
    agreement_signed: bool
    opened_at: dt.datetime
    submitted_at: dt.datetime | None
    lines: list[LineOut]


class BatchFilter(PeopleFilter):
    state: api.BatchState | None = None


class PreviewIn(LineIn):
    employee_id: EmployeeId
    until: Day | None = None

    model_config = example(employee_id="1", option_id=OPTION, starts_on="2027-06-01")


class ShareOut(Schema):
    key: str
    amount: MoneyOut


class MonthOut(Schema):
    month: dt.date
    days: int
    of_days: int
    difference: MoneyOut


class PreviewOut(Schema):
    option_id: UUID
    benefit_id: UUID
    label: str
    starts_on: dt.date
    last_day: dt.date | None
    replaces_id: UUID | None
    ends_on: dt.date | None
    monthly_now: MoneyOut
    monthly: MoneyOut
    employer: MoneyOut | None
    employee: MoneyOut | None
    shares: list[ShareOut]
    guaranteed: MoneyOut | None
    months: list[MonthOut]
    quote_hash: str

    @staticmethod
    def resolve_shares(preview: api.ChangePreview) -> list[dict[str, Any]]:
        """
        Each member's share, the employee's first.
        """
        return [{"key": key, "amount": amount} for key, amount in preview.shares]


@batches.get("/", response=PageOf[BatchOut], summary="Carts of an employer's people")
def list_batches(request: HttpRequest, filters: Query[BatchFilter], page: Query[Page]) -> Any:
    found = api.list_batches(
        actor=actor_of(request),
        **filters.dict(),
        after=(page.place(UUID) or (None,))[0],
        limit=page.limit + 1,
    )
    return page.answer(found, place=lambda batch: (batch.id,))


@batches.post("/", response={201: BatchOut}, summary="Fill a cart")
def save_draft(request: HttpRequest, body: BatchIn, idempotency_key: IdempotencyKey) -> Any:
    made = api.save_draft(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        employee_id=body.employee_id,
        lines=[line.request(body.employee_id) for line in body.lines],
        window_id=body.window_id,
        claim_id=body.claim_id,
    )
    return created(made)


@batches.get("/{batch_id}", response=BatchOut, summary="One cart")
def get_batch(request: HttpRequest, batch_id: UUID) -> Any:
    return api.get_batch(actor=actor_of(request), batch_id=batch_id)


@batches.put("/{batch_id}", response=BatchOut, summary="Put other choices into a cart")
def revise_draft(
    request: HttpRequest, batch_id: UUID, body: RevisionIn, idempotency_key: IdempotencyKey
) -> Any:
    actor = actor_of(request)
    known = api.get_batch(actor=actor, batch_id=batch_id)
    return api.revise_draft(
        actor=actor,
        idempotency_key=idempotency_key,
        batch_id=batch_id,
        lines=[line.request(known.employee_id) for line in body.lines],
        window_id=body.window_id,
        claim_id=body.claim_id,
    )


@batches.post("/{batch_id}/submit", response=BatchOut, summary="Make a whole cart into cover")
def submit_elections(
    request: HttpRequest, batch_id: UUID, body: SubmitIn, idempotency_key: IdempotencyKey
) -> Any:
    return api.submit_elections(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        batch_id=batch_id,
        **body.dict(),
    )


@previews.post("/", response=PreviewOut, summary="What a choice would cost")
def preview_change(request: HttpRequest, body: PreviewIn) -> Any:
    return api.preview_change(
        actor=actor_of(request), election=body.request(body.employee_id), until=body.until
    )
