"""
Dependants over HTTP.
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
    Reason,
    Text,
    actor_of,
    created,
)
from enrolments_app import api
from enrolments_app.routes.fields import ACME, MADE, PeopleFilter, example

router = DomainRouter(tags=["dependants"])


class RegisterIn(Schema):
    employee_id: EmployeeId
    key: Text(100, 1)  # type: ignore[valid-type]  # it makes a type
    name: Text(200, 1)  # type: ignore[valid-type]
    relationship: Text(40)  # type: ignore[valid-type]
    born_on: Day | None = None
    disabled: bool = False
    starts_on: Day | None = None

    model_config = example(
        employee_id="1", key="c1", name="Kit", relationship="child", born_on="2019-05-20"
    )


class DependantEndIn(Schema):
    ends_on: Day
    reason: Reason
    change_cover: bool = False
    claim_id: UUID | None = None
    override_reason: Text(200) = ""  # type: ignore[valid-type]

    model_config = example(ends_on="2027-06-30", reason="moved out", change_cover=True)


class DependantOut(Schema):
    id: UUID
    employer_id: UUID
    employee_id: str
    key: str
    name: str
    relationship: str
    born_on: dt.date | None
    disabled: bool
    starts_on: dt.date
    ends_on: dt.date | None
    end_reason: str

    model_config = example(
        id=MADE,
        employer_id=ACME,
        employee_id="1",
        key="c1",
        name="Kit",
        relationship="child",
        born_on="2019-05-20",
        disabled=False,
        starts_on="2019-05-20",
        ends_on=None,
        end_reason="",
    )


class DependantFilter(PeopleFilter):
    on: Day | None = None


@router.get("/", response=PageOf[DependantOut], summary="Dependants of an employer's people")
def list_dependants(
    request: HttpRequest, filters: Query[DependantFilter], page: Query[Page]
) -> Any:
    found = api.list_dependants(
        actor=actor_of(request),
        **filters.dict(),
        after=(page.place(UUID) or (None,))[0],
        limit=page.limit + 1,
    )
    return page.answer(found, place=lambda dependant: (dependant.id,))


@router.post("/", response={201: DependantOut}, summary="Name a dependant")
def add_dependant(request: HttpRequest, body: RegisterIn, idempotency_key: IdempotencyKey) -> Any:
    made = api.add_dependant(
        actor=actor_of(request), idempotency_key=idempotency_key, **body.dict()
    )
    return created(made)


@router.get("/{dependant_id}", response=DependantOut, summary="One dependant")
def get_dependant(request: HttpRequest, dependant_id: UUID) -> Any:
    return api.get_dependant(actor=actor_of(request), dependant_id=dependant_id)


@router.post(
    "/{dependant_id}/end",
    response=DependantOut,
    summary="End a dependant after a day, or move an end",
)
def end_dependant(
    request: HttpRequest, dependant_id: UUID, body: DependantEndIn, idempotency_key: IdempotencyKey
) -> Any:
    return api.end_dependant(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        dependant_id=dependant_id,
        **body.dict(),
    )


@router.post(
    "/{dependant_id}/withdraw-end", response=DependantOut, summary="Take a dependant's end back"
)
def withdraw_dependant_end(
    request: HttpRequest, dependant_id: UUID, idempotency_key: IdempotencyKey
) -> Any:
    return api.withdraw_dependant_end(
        actor=actor_of(request), idempotency_key=idempotency_key, dependant_id=dependant_id
    )
