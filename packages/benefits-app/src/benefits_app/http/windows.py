"""
Open, extend and list enrolment windows over HTTP.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema

from benefits_app import api
from benefits_app.http.benefits import after_id
from benefits_app.http.listed import listed
from domain_kit.http import (
    Day,
    DomainRouter,
    IdempotencyKey,
    Instant,
    Page,
    PageOf,
    Text,
    actor_of,
    created,
)

router = DomainRouter()


class WindowOut(Schema):
    id: UUID
    plan_year_id: UUID
    kind: str
    opens_at: dt.datetime
    closes_at: dt.datetime
    opens_on: dt.date
    closes_on: dt.date
    time_zone: str
    extended_from: dt.date | None


class WindowIn(Schema):
    plan_year_id: UUID
    kind: Text(20, 1)  # type: ignore[valid-type]  # it makes a type
    opens_on: Day
    closes_on: Day


class ExtensionIn(Schema):
    closes_on: Day


@router.get("/windows", response=list[WindowOut], summary="The windows open at an instant")
def windows(
    request: HttpRequest, response: HttpResponse, employer_id: UUID, at: Instant, page: Query[Page]
) -> Any:
    found = api.open_windows(actor=actor_of(request), employer_id=employer_id, at=at)
    in_order = sorted(found, key=lambda window: window.id)
    return listed(request, page, in_order, key=lambda window: window.id).on(response)


@router.get("/enrolment-windows", response=PageOf[WindowOut], summary="An employer's windows")
def list_windows(
    request: HttpRequest,
    employer_id: UUID,
    page: Query[Page],
    plan_year_id: UUID | None = None,
    kind: Text(20) | None = None,  # type: ignore[valid-type]  # it makes a type
) -> Any:
    found = api.list_windows(
        actor=actor_of(request),
        employer_id=employer_id,
        plan_year_id=plan_year_id,
        kind=kind,
        after=after_id(page),
        limit=page.limit + 1,
    )
    return page.answer(found, place=lambda window: (window.id,))


@router.post("/enrolment-windows", response={201: WindowOut}, summary="Open a window")
def open_window(request: HttpRequest, body: WindowIn, idempotency_key: IdempotencyKey) -> Any:
    return created(
        api.open_window(
            actor=actor_of(request), idempotency_key=idempotency_key, **body.model_dump()
        )
    )


@router.post(
    "/enrolment-windows/{window_id}/extend", response=WindowOut, summary="Give people more time"
)
def extend_window(
    request: HttpRequest, window_id: UUID, body: ExtensionIn, idempotency_key: IdempotencyKey
) -> Any:
    return api.extend_window(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        window_id=window_id,
        closes_on=body.closes_on,
    )
