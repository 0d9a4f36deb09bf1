"""
Agree, list, publish and map plan years over HTTP.
"""

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from benefits_app import api
from benefits_app.http.benefits import after_id
from benefits_app.http.listed import listed
from domain_kit.http import (
    Day,
    DomainRouter,
    IdempotencyKey,
    Page,
    PageOf,
    TimeZoneName,
    actor_of,
    created,
)
from domain_kit.periods import Period

router = DomainRouter()


class PlanYearIn(Schema):
    employer_id: UUID
    starts_on: Day
    ends_on: Day
    time_zone: TimeZoneName | None = None


class PlanYearOut(Schema):
    id: UUID
    employer_id: UUID
    starts_on: dt.date
    ends_on: dt.date
    time_zone: str


class MappingIn(Schema):
    option_id: UUID
    becomes: UUID | None


class RenewalIn(Schema):
    starts_on: Day
    ends_on: Day
    mapping: Annotated[list[MappingIn], Field(max_length=500)]
    time_zone: TimeZoneName | None = None


class SuccessorIO(Schema):
    option_id: UUID
    successor_id: UUID | None


def plan_year_out(year: api.PlanYear) -> dict[str, object]:
    """
    A plan year, by its first and its last day.
    """
    return {
        "id": year.id,
        "employer_id": year.employer_id,
        "starts_on": year.period.start,
        "ends_on": year.period.last,
        "time_zone": year.time_zone,
    }


@router.get("/plan-years", response=PageOf[PlanYearOut], summary="An employer's plan years")
def list_plan_years(
    request: HttpRequest, employer_id: UUID, page: Query[Page], on: Day | None = None
) -> Any:
    found = api.list_plan_years(
        actor=actor_of(request),
        employer_id=employer_id,
        on=on,
        after=after_id(page),
        limit=page.limit + 1,
    )
    answer = page.answer(found, place=lambda year: (year.id,))
    return answer | {"items": [plan_year_out(year) for year in answer["items"]]}


@router.post("/plan-years", response={201: PlanYearOut}, summary="Agree a plan year")
def define_plan_year(
    request: HttpRequest, body: PlanYearIn, idempotency_key: IdempotencyKey
) -> Any:
    made = api.define_plan_year(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        employer_id=body.employer_id,
        period=period_of(body.starts_on, body.ends_on),
        time_zone=body.time_zone,
    )
    return created(plan_year_out(made))


def period_of(starts_on: Day, ends_on: Day) -> Period:
    """
    The period from one day to another.

    Raises:
        PlanYearEndless: if it would end before it starts.
    """
    if ends_on < starts_on:
        raise api.PlanYearEndless(starts_on)
    return Period.inclusive(starts_on, ends_on)


@router.post(
    "/plan-years/{plan_year_id}/publish", response=PlanYearOut, summary="Publish its drafts"
)
def publish_plan_year(
    request: HttpRequest, plan_year_id: UUID, idempotency_key: IdempotencyKey
) -> Any:
    return plan_year_out(
        api.publish_plan_year(
            actor=actor_of(request), idempotency_key=idempotency_key, plan_year_id=plan_year_id
        )
    )


@router.post(
    "/plan-years/{plan_year_id}/renew",
    response={201: PlanYearOut},
    summary="Offer its options again in the next year, as drafts",
)
def renew_plan_year(
    request: HttpRequest, plan_year_id: UUID, body: RenewalIn, idempotency_key: IdempotencyKey
) -> Any:
    made = api.renew_plan_year(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        plan_year_id=plan_year_id,
        period=period_of(body.starts_on, body.ends_on),
        mapping=[api.OptionMapping(**each.model_dump()) for each in body.mapping],
        time_zone=body.time_zone,
    )
    return created(plan_year_out(made))


@router.get(
    "/plan-years/{plan_year_id}/successors",
    response=list[SuccessorIO],
    summary="Which options follow those of the year",
)
def successors(
    request: HttpRequest, response: HttpResponse, plan_year_id: UUID, page: Query[Page]
) -> Any:
    found = api.successors(actor=actor_of(request), plan_year_id=plan_year_id)
    return listed(request, page, found, key=lambda each: each.option_id).on(response)


@router.post(
    "/plan-years/{plan_year_id}/successors",
    response=list[SuccessorIO],
    summary="Map options to those that follow them",
)
def map_options(
    request: HttpRequest,
    plan_year_id: UUID,
    body: list[SuccessorIO],
    idempotency_key: IdempotencyKey,
) -> Any:
    return api.map_options(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        plan_year_id=plan_year_id,
        mapping=[api.Successor(**each.model_dump()) for each in body],
    )
