"""
Moving somebody to another employer over HTTP.
"""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from domain_kit.http import Day, DomainRouter, EmployeeId, IdempotencyKey, Reason, Text, actor_of
from enrolments_app import api
from enrolments_app.routes.fields import ACME, SAYS_SOMETHING, LineIn, example

router = DomainRouter(tags=["transfers"])


class BegunIn(LineIn):
    """
    A choice at the new employer, which may know the person by another id.
    """

    employee_id: EmployeeId | None = None


class TransferIn(Schema):
    employee_id: EmployeeId
    from_employer_id: UUID
    to_employer_id: UUID
    last_day: Day
    reason: Reason = Field(pattern=SAYS_SOMETHING)
    elections: Annotated[list[BegunIn], Field(max_length=50)] = []
    override_reason: Text(200) = ""  # type: ignore[valid-type]  # it makes a type

    model_config = example(
        employee_id="1",
        from_employer_id=ACME,
        to_employer_id="01900000-0000-7000-8000-00000000000b",
        last_day="2027-06-30",
        reason="moved to the sister company",
        elections=[],
    )


class TransferOut(Schema):
    ended: list[UUID]
    begun: list[UUID]
    """The ids of the covers that have ended, and of those that begin."""


@router.post("/", response=TransferOut, summary="End cover here, and begin it there")
def transfer_employment(
    request: HttpRequest, body: TransferIn, idempotency_key: IdempotencyKey
) -> Any:
    made = api.transfer_employment(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        employee_id=body.employee_id,
        from_employer_id=body.from_employer_id,
        to_employer_id=body.to_employer_id,
        last_day=body.last_day,
        reason=body.reason,
        elections=[line.request(line.employee_id or body.employee_id) for line in body.elections],
        override_reason=body.override_reason,
    )
    return {
        "ended": [each.id for each in made.ended],
        "begun": [each.id for each in made.begun],
    }
