"""
What a first or last day of employment does to somebody's cover, over HTTP.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from domain_kit.http import Day, DomainRouter, EmployeeId, IdempotencyKey, Reason, Text, actor_of
from enrolments_app import api
from enrolments_app.routes.fields import ACME, SAYS_SOMETHING, example

router = DomainRouter(tags=["employments"])


class EmploymentIn(Schema):
    """
    Whose employment it is, and why its days are others.
    """

    employer_id: UUID
    employee_id: EmployeeId
    reason: Reason = Field(pattern=SAYS_SOMETHING)


class EndIn(EmploymentIn):
    last_day: Day
    override_reason: Text(200) = ""  # type: ignore[valid-type]  # it makes a type

    model_config = example(
        employer_id=ACME, employee_id="1", last_day="2027-06-30", reason="left the company"
    )


class RestoreIn(EmploymentIn):
    last_day: Day | None = None
    """The later last day; without one the person stays."""

    model_config = example(employer_id=ACME, employee_id="1", last_day=None, reason="stays")


class FirstDayIn(EmploymentIn):
    previous_first_day: Day
    first_day: Day
    override_reason: Text(200) = ""  # type: ignore[valid-type]

    model_config = example(
        employer_id=ACME,
        employee_id="1",
        previous_first_day="2027-03-01",
        first_day="2027-03-11",
        reason="the contract was signed later",
    )


class ChangedOut(Schema):
    changed: list[UUID]
    """The ids of the covers that have other days now, by first day."""


def _ids(changed: tuple[api.Enrolment, ...]) -> dict[str, list[UUID]]:
    return {"changed": [each.id for each in changed]}


@router.post("/end", response=ChangedOut, summary="End all cover of somebody who leaves")
def terminate_employment(request: HttpRequest, body: EndIn, idempotency_key: IdempotencyKey) -> Any:
    """
    Every cover by the employer ends after the last day; what would begin later is cancelled. The
    same day again changes nothing, an earlier one ends cover earlier.

    Refused as `retro-limit-exceeded` without an `override_reason`, `text-not-storable` if the two
    reasons are too long together, `tenant-forbidden` or `role-forbidden` unless HR or operator of
    the employer, `idempotency-conflict`.
    """
    return _ids(
        api.terminate_employment(
            actor=actor_of(request), idempotency_key=idempotency_key, **body.dict()
        )
    )


@router.post("/restore", response=ChangedOut, summary="Give back what ended with an employment")
def restore_employment(
    request: HttpRequest, body: RestoreIn, idempotency_key: IdempotencyKey
) -> Any:
    """
    Cover goes on to the later last day or, without one, to the end of its plan year. What was
    ended for another reason stays ended, and so do days that were waived meanwhile.

    Refused as `overlapping-coverage` or `benefit-waived` if somebody else has decided about these
    days, `tenant-forbidden` or `role-forbidden` unless HR or operator of the employer,
    `text-not-storable`, `idempotency-conflict`.
    """
    return _ids(
        api.restore_employment(
            actor=actor_of(request), idempotency_key=idempotency_key, **body.dict()
        )
    )


@router.post("/first-day", response=ChangedOut, summary="Let cover follow another first day")
def correct_first_day(
    request: HttpRequest, body: FirstDayIn, idempotency_key: IdempotencyKey
) -> Any:
    """
    No cover begins before the new first day, or before the waiting period after it. A first day
    that moves earlier gives back what such a correction took, and was not waived since.

    Refused as `retro-limit-exceeded` without an `override_reason`, `overlapping-coverage` or
    `benefit-waived` if somebody else has decided about days to give back, `text-not-storable` if
    the two reasons are too long together, `tenant-forbidden` or `role-forbidden` unless HR or
    operator of the employer, `idempotency-conflict`.
    """
    return _ids(
        api.correct_first_day(
            actor=actor_of(request), idempotency_key=idempotency_key, **body.dict()
        )
    )
