"""
Define life events over HTTP, and ask what one allows.
"""

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from benefits_app import api
from benefits_app.http.fields import Code, Name
from benefits_app.http.listed import listed
from benefits_app.http.plans import Version
from domain_kit.http import Day, DomainRouter, IdempotencyKey, Page, actor_of

router = DomainRouter()

Days = Annotated[int, Field(ge=0, le=366)]


class KindIn(Schema):
    employer_id: UUID
    code: Code
    name: Name
    days_before: Days = 0
    days_after: Days = 30
    effective: Annotated[list[api.EffectiveRule], Field(min_length=1, max_length=5)]
    ends: api.EndRule = api.EndRule.END_OF_EVENT_MONTH
    permitted: Annotated[set[api.Action], Field(min_length=1)]
    evidence_required: bool = False
    self_service: bool = True
    version: Version | None = None


class KindOut(Schema):
    code: str
    name: str
    days_before: int
    days_after: int
    effective: list[str]
    ends: str
    permitted: list[str]
    evidence_required: bool
    self_service: bool
    version: int


class TermsOut(Schema):
    code: str
    name: str
    reported_by: dt.date
    allowed_from: dt.date
    effective_on: list[dt.date]
    ends_on: dt.date
    permitted: list[str]
    evidence_required: bool
    self_service: bool


def kind_out(defined: api.DefinedLifeEventKind) -> dict[str, object]:
    """
    A kind with its version.
    """
    kind = defined.kind
    return {
        "code": kind.code,
        "name": kind.name,
        "days_before": kind.days_before,
        "days_after": kind.days_after,
        "effective": list(kind.effective),
        "ends": kind.ends,
        "permitted": sorted(kind.permitted),
        "evidence_required": kind.evidence_required,
        "self_service": kind.self_service,
        "version": defined.version,
    }


@router.get("/life-event-kinds", response=list[KindOut], summary="An employer's life events")
def list_kinds(
    request: HttpRequest, response: HttpResponse, employer_id: UUID, page: Query[Page]
) -> Any:
    found = api.list_life_event_kinds(actor=actor_of(request), employer_id=employer_id)
    shown = listed(request, page, found, key=lambda each: each.id)
    return [kind_out(each) for each in shown.on(response)]


@router.post("/life-event-kinds", response=KindOut, summary="Define or edit a life event")
def define_kind(request: HttpRequest, body: KindIn, idempotency_key: IdempotencyKey) -> Any:
    defined = api.define_life_event_kind(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        employer_id=body.employer_id,
        kind=api.LifeEventKind(
            code=body.code,
            name=body.name,
            days_before=body.days_before,
            days_after=body.days_after,
            effective=tuple(body.effective),
            ends=body.ends,
            permitted=frozenset(body.permitted),
            evidence_required=body.evidence_required,
            self_service=body.self_service,
        ),
        version=body.version,
    )
    return kind_out(defined)


@router.get("/life-event-terms", response=TermsOut, summary="What a life event allows")
def life_event_terms(
    request: HttpRequest, employer_id: UUID, kind: Code, event_on: Day, reported_on: Day
) -> Any:
    terms = api.resolve_life_event(
        actor=actor_of(request),
        employer_id=employer_id,
        kind=kind,
        event_on=event_on,
        reported_on=reported_on,
    )
    return {
        "code": terms.code,
        "name": terms.name,
        "reported_by": terms.reported_by,
        "allowed_from": terms.allowed_from,
        "effective_on": list(terms.effective_on),
        "ends_on": terms.ends_on,
        "permitted": sorted(terms.permitted),
        "evidence_required": terms.evidence_required,
        "self_service": terms.self_service,
    }
