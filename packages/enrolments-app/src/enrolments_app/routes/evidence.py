"""
Evidence of insurability over HTTP.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema

from domain_kit.http import (
    Day,
    DomainRouter,
    IdempotencyKey,
    MoneyOut,
    Page,
    PageOf,
    Text,
    actor_of,
)
from enrolments_app import api
from enrolments_app.routes.fields import PeopleFilter, example

router = DomainRouter(tags=["evidence"])


class OutcomeIn(Schema):
    outcome: Text(20)  # type: ignore[valid-type]  # it makes a type
    effective_on: Day
    reason: Text(200) = ""  # type: ignore[valid-type]

    model_config = example(outcome="approved", effective_on="2027-08-01", reason="")


class EvidenceOut(Schema):
    id: UUID
    employer_id: UUID
    employee_id: str
    enrolment_id: UUID
    member_key: str
    requested: MoneyOut
    guaranteed: MoneyOut
    state: str
    requested_at: dt.datetime
    effective_on: dt.date | None
    decided_at: dt.datetime | None
    reason: str


class EvidenceFilter(PeopleFilter):
    state: api.EvidenceState | None = None
    enrolment_id: UUID | None = None


@router.get("/", response=PageOf[EvidenceOut], summary="Cover that waits for an insurer")
def list_evidence_requests(
    request: HttpRequest, filters: Query[EvidenceFilter], page: Query[Page]
) -> Any:
    found = api.list_evidence_requests(
        actor=actor_of(request),
        **filters.dict(),
        after=(page.place(UUID) or (None,))[0],
        limit=page.limit + 1,
    )
    return page.answer(found, place=lambda each: (each.id,))


@router.get("/{evidence_id}", response=EvidenceOut, summary="One request")
def get_evidence_request(request: HttpRequest, evidence_id: UUID) -> Any:
    return api.get_evidence_request(actor=actor_of(request), evidence_id=evidence_id)


@router.post("/{evidence_id}/outcome", response=EvidenceOut, summary="The insurer's answer")
def record_evidence_outcome(
    request: HttpRequest, evidence_id: UUID, body: OutcomeIn, idempotency_key: IdempotencyKey
) -> Any:
    return api.record_evidence_outcome(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        evidence_id=evidence_id,
        **body.dict(),
    )
