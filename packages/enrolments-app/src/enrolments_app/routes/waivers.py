"""
Waivers over HTTP.
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
    Page,
    PageOf,
    Text,
    actor_of,
    created,
)
from enrolments_app import api
from enrolments_app.routes.fields import ACME, BENEFIT, MADE, PeopleFilter, example

router = DomainRouter(tags=["waivers"])
_YEAR = "01900000-0000-7000-8000-000000000401"


class WaiverIn(Schema):
    employee_id: EmployeeId
    benefit_id: UUID
    plan_year_id: UUID
    reason: Text(40)  # type: ignore[valid-type]  # it makes a type
    starts_on: Day
    ends_on: Day

    model_config = example(
        employee_id="1",
        benefit_id=BENEFIT,
        plan_year_id=_YEAR,
        reason="covered-elsewhere",
        starts_on="2027-01-01",
        ends_on="2027-12-31",
    )


class WaiverOut(Schema):
    id: UUID
    employer_id: UUID
    employee_id: str
    benefit_id: UUID
    plan_year_id: UUID | None
    reason: str
    starts_on: dt.date
    ends_on: dt.date | None
    recorded_at: dt.datetime
    withdrawn_at: dt.datetime | None

    model_config = example(
        id=MADE,
        employer_id=ACME,
        employee_id="1",
        benefit_id=BENEFIT,
        plan_year_id=_YEAR,
        reason="covered-elsewhere",
        starts_on="2027-01-01",
        ends_on="2027-12-31",
        recorded_at="2026-12-01T09:00:00Z",
        withdrawn_at=None,
    )


class WaiverFilter(PeopleFilter):
    benefit_id: UUID | None = None
    plan_year_id: UUID | None = None
    withdrawn: bool | None = None


@router.get("/", response=PageOf[WaiverOut], summary="Waivers of an employer's people")
def list_waivers(request: HttpRequest, filters: Query[WaiverFilter], page: Query[Page]) -> Any:
    found = api.list_waivers(
        actor=actor_of(request),
        **filters.dict(),
        after=(page.place(UUID) or (None,))[0],
        limit=page.limit + 1,
    )
    return page.answer(found, place=lambda waiver: (waiver.id,))


@router.post("/", response={201: WaiverOut}, summary="Say no to a benefit")
def waive(request: HttpRequest, body: WaiverIn, idempotency_key: IdempotencyKey) -> Any:
    made = api.waive(actor=actor_of(request), idempotency_key=idempotency_key, **body.dict())
    return created(made)


@router.get("/{waiver_id}", response=WaiverOut, summary="One waiver")
def get_waiver(request: HttpRequest, waiver_id: UUID) -> Any:
    return api.get_waiver(actor=actor_of(request), waiver_id=waiver_id)


@router.post("/{waiver_id}/withdraw", response=WaiverOut, summary="Take a waiver back")
def withdraw_waiver(request: HttpRequest, waiver_id: UUID, idempotency_key: IdempotencyKey) -> Any:
    return api.withdraw_waiver(
        actor=actor_of(request), idempotency_key=idempotency_key, waiver_id=waiver_id
    )
