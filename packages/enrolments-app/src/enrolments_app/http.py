"""
The REST router a host may mount; needs the extra `[http]`.

The host authenticates: `request.auth` is a `domain_kit.actor.Actor`. Refusals (`DomainError`) are
problem answers (RFC 9457), unless the host's API has a handler of its own for them.
"""

import datetime as dt
import operator
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from domain_kit.http import (
    BigInt,
    Day,
    DomainRouter,
    EmployeeId,
    IdempotencyKey,
    MoneyIn,
    MoneyOut,
    Page,
    Reason,
    SmallInt,
    Text,
    actor_of,
    answer,
    created,
    make_cursor,
)
from enrolments_app import api, http_people, http_runs
from enrolments_app.routes.fields import MOST_DEPENDANTS, SAYS_SOMETHING, as_written

router = DomainRouter(tags=["enrolments"])

_OPTION = "01900000-0000-7000-8000-0000000001a1"


def _example(**body: Any) -> Any:
    return {"json_schema_extra": {"examples": [body]}}


class DependantIn(Schema):
    key: Text(100, 1)  # type: ignore[valid-type]  # it makes a type
    name: Text(200)  # type: ignore[valid-type]
    relationship: Text(40)  # type: ignore[valid-type]
    born_on: Day | None = None
    disabled: bool = False


class EnrolIn(Schema):
    employee_id: EmployeeId
    option_id: UUID
    starts_on: Day
    dependants: list[DependantIn] = Field(default=[], max_length=MOST_DEPENDANTS)
    cover: MoneyIn | None = None
    claim_id: UUID | None = None
    quote_hash: Text(64) = ""  # type: ignore[valid-type]
    override_reason: Text(200) = ""  # type: ignore[valid-type]

    model_config = _example(
        employee_id="1", option_id=_OPTION, starts_on="2027-02-10", dependants=[]
    )


class ChangeOptionIn(Schema):
    option_id: UUID
    starts_on: Day
    dependants: list[DependantIn] | None = Field(default=None, max_length=MOST_DEPENDANTS)
    cover: MoneyIn | None = None
    claim_id: UUID | None = None
    quote_hash: Text(64) = ""  # type: ignore[valid-type]
    reason: Reason = Field(default="changed", pattern=SAYS_SOMETHING)
    override_reason: Text(200) = ""  # type: ignore[valid-type]
    expected_version: SmallInt | None = None

    model_config = _example(option_id=_OPTION, starts_on="2027-05-10", reason="a better plan")


class UnenrolIn(Schema):
    ends_on: Day
    reason: Reason = Field(pattern=SAYS_SOMETHING)
    override_reason: Text(200) = ""  # type: ignore[valid-type]
    expected_version: SmallInt | None = None

    model_config = _example(ends_on="2027-06-30", reason="left the scheme")


class ReasonIn(Schema):
    reason: Reason = Field(pattern=SAYS_SOMETHING)
    expected_version: SmallInt | None = None

    model_config = _example(reason="a mistake")


class ReasonAndOverrideIn(ReasonIn):
    override_reason: Text(200) = ""  # type: ignore[valid-type]


class EnrolmentOut(Schema):
    id: UUID
    employee_id: str
    option_id: UUID
    benefit_id: UUID
    label: str
    starts_on: dt.date
    ends_on: dt.date | None
    status: str
    monthly: MoneyOut
    employer_part: MoneyOut | None = None
    employee_part: MoneyOut | None = None
    predecessor_id: UUID | None = None
    version: int = 1

    model_config = _example(
        id="01900000-0000-7000-8000-000000000e01",
        employee_id="1",
        option_id=_OPTION,
        benefit_id="01900000-0000-7000-8000-000000000101",
        label="Private medical, Standard",
        starts_on="2027-02-10",
        ends_on="2027-12-31",
        status="active",
        monthly={"minor": 6000, "currency": "GBP"},
        employer_part={"minor": 6000, "currency": "GBP"},
        employee_part={"minor": 0, "currency": "GBP"},
        predecessor_id=None,
        version=1,
    )


_SHOWN = tuple(EnrolmentOut.model_fields)
_shown = operator.attrgetter(*_SHOWN)


class MemberOut(Schema):
    key: str
    name: str
    relationship: str
    born_on: dt.date | None
    share: MoneyOut


def _dependants(given: list[DependantIn]) -> list[api.Dependant]:
    return [api.Dependant(**dependant.dict()) for dependant in given]


@router.get("/", response=list[EnrolmentOut], summary="Enrolments of an employer or an employee")
def list_enrolments(
    request: HttpRequest,
    response: HttpResponse,
    employer_id: UUID,
    page: Query[Page],
    employee_id: EmployeeId | None = None,
) -> Any:
    """
    Up to `limit` of them, by employee and date. If there are more, the header Link names the next
    page (`rel="next"`).
    """
    (after,) = page.place(UUID) or (None,)
    found = api.list_enrolments(
        actor=actor_of(request),
        employer_id=employer_id,
        employee_id=employee_id,
        limit=page.limit + 1,
        after=after,
    )
    shown = found[: page.limit]
    if len(found) > page.limit:
        asked = {
            "employer_id": employer_id,
            "limit": page.limit,
            "after": make_cursor(shown[-1].id),
        }
        if employee_id is not None:
            asked["employee_id"] = employee_id
        response["Link"] = f'<{request.path}?{urlencode(asked)}>; rel="next"'
    return shown


@router.post("/", response={201: EnrolmentOut}, summary="Enrol an employee")
def enrol(request: HttpRequest, body: EnrolIn, idempotency_key: IdempotencyKey) -> Any:
    made = api.enrol(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        election=api.ElectionRequest(
            employee_id=body.employee_id,
            option_id=body.option_id,
            starts_on=body.starts_on,
            dependants=tuple(_dependants(body.dependants)),
            cover=body.cover.value() if body.cover else None,
            quote_hash=body.quote_hash,
        ),
        claim_id=body.claim_id,
        override_reason=body.override_reason,
    )
    return created(made)


@router.get("/changes", summary="What has changed since a cursor", response=list[dict[str, Any]])
def changes_since(
    request: HttpRequest,
    employer_id: UUID,
    cursor: BigInt = 0,
    version: SmallInt = 2,
    limit: Annotated[int, Query(ge=1, le=500)] = 500,
) -> Any:
    changes = api.changes_since(
        actor=actor_of(request), employer_id=employer_id, cursor=cursor, limit=limit
    )
    return [change.as_event(version) for change in changes]


@router.get("/{enrolment_id}", response=EnrolmentOut, summary="One enrolment")
def get_enrolment(request: HttpRequest, enrolment_id: UUID) -> Any:
    found = api.get_enrolment(actor=actor_of(request), enrolment_id=enrolment_id)
    shown = dict(zip(_SHOWN, _shown(found), strict=True))
    # Plain values: what writes JSON takes five times as long over others.
    shown["status"] = found.status.value
    for name in ("monthly", "employer_part", "employee_part"):
        shown[name] = as_written(shown[name])
    return answer(shown)


@router.get("/{enrolment_id}/members", response=list[MemberOut], summary="Who is covered")
def members_of(
    request: HttpRequest, response: HttpResponse, enrolment_id: UUID, page: Query[Page]
) -> Any:
    """
    Up to `limit` of them, the employee first. If there are more, the header Link names the next
    page (`rel="next"`).
    """
    (first,) = page.place(int) or (0,)
    found = api.members_of(actor=actor_of(request), enrolment_id=enrolment_id)[max(first, 0) :]
    if len(found) > page.limit:
        asked = {"limit": page.limit, "after": make_cursor(first + page.limit)}
        response["Link"] = f'<{request.path}?{urlencode(asked)}>; rel="next"'
    return found[: page.limit]


@router.post("/{enrolment_id}/unenrol", response=EnrolmentOut, summary="End cover after a day")
def unenrol(
    request: HttpRequest, enrolment_id: UUID, body: UnenrolIn, idempotency_key: IdempotencyKey
) -> Any:
    return api.unenrol(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        enrolment_id=enrolment_id,
        ends_on=body.ends_on,
        reason=body.reason,
        override_reason=body.override_reason,
        expected_version=body.expected_version,
    )


@router.post("/{enrolment_id}/withdraw-end", response=EnrolmentOut, summary="Take an end back")
def withdraw_end(
    request: HttpRequest,
    enrolment_id: UUID,
    body: ReasonAndOverrideIn,
    idempotency_key: IdempotencyKey,
) -> Any:
    return api.withdraw_end(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        enrolment_id=enrolment_id,
        reason=body.reason,
        override_reason=body.override_reason,
        expected_version=body.expected_version,
    )


@router.post("/{enrolment_id}/cancel", response=EnrolmentOut, summary="Undo before the first day")
def cancel(
    request: HttpRequest, enrolment_id: UUID, body: ReasonIn, idempotency_key: IdempotencyKey
) -> Any:
    return api.cancel(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        enrolment_id=enrolment_id,
        reason=body.reason,
        expected_version=body.expected_version,
    )


@router.post(
    "/{enrolment_id}/change-option",
    response={201: EnrolmentOut},
    summary="Another option or household from a day on",
)
def change_option(
    request: HttpRequest, enrolment_id: UUID, body: ChangeOptionIn, idempotency_key: IdempotencyKey
) -> Any:
    made = api.change_option(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        enrolment_id=enrolment_id,
        option_id=body.option_id,
        starts_on=body.starts_on,
        dependants=None if body.dependants is None else _dependants(body.dependants),
        cover=body.cover.value() if body.cover else None,
        claim_id=body.claim_id,
        quote_hash=body.quote_hash,
        reason=body.reason,
        override_reason=body.override_reason,
        expected_version=body.expected_version,
    )
    return created(made)


@router.post(
    "/{enrolment_id}/reinstate", response={201: EnrolmentOut}, summary="Cover again without a gap"
)
def reinstate(
    request: HttpRequest,
    enrolment_id: UUID,
    body: ReasonAndOverrideIn,
    idempotency_key: IdempotencyKey,
) -> Any:
    made = api.reinstate(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        enrolment_id=enrolment_id,
        reason=body.reason,
        override_reason=body.override_reason,
        expected_version=body.expected_version,
    )
    return created(made)


router.add_router("", http_people.router)
# A prefix: `/runs` alone would be read as the id of an enrolment.
router.add_router("/bulk", http_runs.router)
