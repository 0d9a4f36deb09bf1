"""
The REST router a host may mount; needs the extra `[http]`.

The host authenticates: `request.auth` is a `domain_kit.actor.Actor`. It also turns refusals
(`DomainError`) into problem answers.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Header, Router, Schema

from enrolments_app import api

router = Router(tags=["enrolments"])


class MoneyOut(Schema):
    """
    Integer minor units and an ISO 4217 code.
    """

    minor: int
    currency: str


class DependantIn(Schema):
    key: str
    name: str
    relationship: str
    born_on: dt.date | None = None


class EnrolIn(Schema):
    employee_id: int
    option_id: UUID
    starts_on: dt.date
    dependants: list[DependantIn] = []

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "employee_id": 1,
                    "option_id": "01900000-0000-7000-8000-0000000001a1",
                    "starts_on": "2027-02-10",
                    "dependants": [],
                }
            ]
        }
    }


class UnenrolIn(Schema):
    ends_on: dt.date
    reason: str

    model_config = {
        "json_schema_extra": {"examples": [{"ends_on": "2027-06-30", "reason": "left the scheme"}]}
    }


class EnrolmentOut(Schema):
    id: UUID
    employee_id: int
    option_id: UUID
    label: str
    starts_on: dt.date
    ends_on: dt.date | None
    status: str
    monthly: MoneyOut

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "id": "01900000-0000-7000-8000-000000000e01",
                    "employee_id": 1,
                    "option_id": "01900000-0000-7000-8000-0000000001a1",
                    "label": "Private medical, Standard",
                    "starts_on": "2027-02-10",
                    "ends_on": None,
                    "status": "active",
                    "monthly": {"minor": 6000, "currency": "GBP"},
                }
            ]
        }
    }


def _actor(request: HttpRequest) -> Any:
    return request.auth  # type: ignore[attr-defined]  # set by the host's authentication


@router.get("/", response=list[EnrolmentOut], summary="Enrolments of an employer or an employee")
def list_enrolments(request: HttpRequest, employer_id: UUID, employee_id: int | None = None) -> Any:
    return api.list_enrolments(
        actor=_actor(request), employer_id=employer_id, employee_id=employee_id
    )


@router.post("/", response={201: EnrolmentOut}, summary="Enrol an employee")
def enrol(
    request: HttpRequest,
    body: EnrolIn,
    idempotency_key: str = Header(..., alias="Idempotency-Key", min_length=1),
) -> Any:
    made = api.enrol(
        actor=_actor(request),
        idempotency_key=idempotency_key,
        employee_id=body.employee_id,
        option_id=body.option_id,
        starts_on=body.starts_on,
        dependants=[api.Dependant(**dependant.dict()) for dependant in body.dependants],
    )
    return 201, made


@router.get("/{enrolment_id}", response=EnrolmentOut, summary="One enrolment")
def get_enrolment(request: HttpRequest, enrolment_id: UUID) -> Any:
    return api.get_enrolment(actor=_actor(request), enrolment_id=enrolment_id)


@router.post("/{enrolment_id}/unenrol", response=EnrolmentOut, summary="End cover after a day")
def unenrol(
    request: HttpRequest,
    enrolment_id: UUID,
    body: UnenrolIn,
    idempotency_key: str = Header(..., alias="Idempotency-Key", min_length=1),
) -> Any:
    return api.unenrol(
        actor=_actor(request),
        idempotency_key=idempotency_key,
        enrolment_id=enrolment_id,
        ends_on=body.ends_on,
        reason=body.reason,
    )
