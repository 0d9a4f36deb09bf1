"""
Life events over HTTP.
"""

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field

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
from enrolments_app.routes.fields import ACME, MADE, PeopleFilter, example

router = DomainRouter(tags=["life events"])


class LifeEventIn(Schema):
    employee_id: EmployeeId
    kind: Text(60, 1)  # type: ignore[valid-type]  # it makes a type
    event_on: Day
    evidence: Annotated[list[Text(200, 1)], Field(max_length=20)] = []  # type: ignore[valid-type]

    model_config = example(
        employee_id="1", kind="birth", event_on="2027-05-20", evidence=["document-17"]
    )


class DecisionIn(Schema):
    approve: bool
    chosen_on: Day | None = None
    reason: Text(200) = ""  # type: ignore[valid-type]

    model_config = example(approve=True, chosen_on="2027-05-20", reason="")


class LifeEventOut(Schema):
    id: UUID
    employer_id: UUID
    employee_id: str
    kind: str
    event_on: dt.date
    reported_at: dt.datetime
    reported_on: dt.date
    evidence: list[str]
    permitted: list[str]
    allowed_on: list[dt.date]
    state: str
    chosen_on: dt.date | None
    usable_until: dt.date | None
    decided_at: dt.datetime | None
    reason: str

    model_config = example(
        id=MADE,
        employer_id=ACME,
        employee_id="1",
        kind="birth",
        event_on="2027-05-20",
        reported_at="2027-06-01T09:00:00Z",
        reported_on="2027-06-01",
        evidence=["document-17"],
        permitted=["enrol", "change", "dependants"],
        allowed_on=["2027-05-20"],
        state="approved",
        chosen_on="2027-05-20",
        usable_until="2027-07-02",
        decided_at="2027-06-02T09:00:00Z",
        reason="",
    )


class LifeEventFilter(PeopleFilter):
    state: api.ClaimState | None = None
    kind: Text(60) | None = None  # type: ignore[valid-type]


@router.get("/", response=PageOf[LifeEventOut], summary="Life events of an employer's people")
def list_life_events(
    request: HttpRequest, filters: Query[LifeEventFilter], page: Query[Page]
) -> Any:
    found = api.list_life_events(
        actor=actor_of(request),
        **filters.dict(),
        after=(page.place(UUID) or (None,))[0],
        limit=page.limit + 1,
    )
    return page.answer(found, place=lambda claim: (claim.id,))


@router.post("/", response={201: LifeEventOut}, summary="Report a life event")
def report_life_event(
    request: HttpRequest, body: LifeEventIn, idempotency_key: IdempotencyKey
) -> Any:
    made = api.report_life_event(
        actor=actor_of(request), idempotency_key=idempotency_key, **body.dict()
    )
    return created(made)


@router.get("/{claim_id}", response=LifeEventOut, summary="One life event")
def get_life_event(request: HttpRequest, claim_id: UUID) -> Any:
    return api.get_life_event(actor=actor_of(request), claim_id=claim_id)


@router.post("/{claim_id}/decide", response=LifeEventOut, summary="Approve or refuse it")
def decide_life_event(
    request: HttpRequest, claim_id: UUID, body: DecisionIn, idempotency_key: IdempotencyKey
) -> Any:
    return api.decide_life_event(
        actor=actor_of(request), idempotency_key=idempotency_key, claim_id=claim_id, **body.dict()
    )
