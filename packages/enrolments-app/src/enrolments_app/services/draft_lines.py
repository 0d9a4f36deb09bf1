"""
Which lines may a draft have, and how are they kept?
"""

from collections.abc import Sequence
from uuid import UUID

from domain_kit.idempotency import JsonValue
from domain_kit.money import Money
from enrolments_app.data import EmployeeFacts
from enrolments_app.data.elections import ElectionRequest
from enrolments_app.errors.elections import (
    BatchEmpty,
    BatchHasTwoEmployees,
    BatchNeedsOneReason,
    TooManyLines,
)
from enrolments_app.errors.life_events import LifeEventClaimNotFound
from enrolments_app.models.election import ElectionLine
from enrolments_app.models.life_event_claim import LifeEventClaim
from enrolments_app.rules.people import read_people
from enrolments_app.rules.texts import require_text
from enrolments_app.services.about_line import about_line
from enrolments_app.services.enrol import stored_dependant
from enrolments_app.services.permission import today_of

MOST_LINES = 50


def require_lines(facts: EmployeeFacts, lines: Sequence[ElectionRequest]) -> None:
    """
    Raises:
        BatchEmpty, TooManyLines: if there is no line, or there are more than 50.
        BatchHasTwoEmployees: if a line is for somebody else.
        MemberNotCoverable: if a dependant cannot be read, with the place.
        TextNotStorable: if a quote hash cannot be one.
    """
    if not lines:
        raise BatchEmpty
    if len(lines) > MOST_LINES:
        raise TooManyLines(len(lines), MOST_LINES)
    for position, line in enumerate(lines, start=1):
        with about_line(position, line.option_id):
            if str(line.employee_id) != str(facts.employee_id):
                raise BatchHasTwoEmployees(position, str(line.employee_id), str(facts.employee_id))
            read_people(line.dependants, today=today_of(facts))
            require_text("quote hash", line.quote_hash, longest=64, shortest=0)


def require_one_reason(
    facts: EmployeeFacts, *, window_id: UUID | None, claim_id: UUID | None
) -> None:
    """
    Raises:
        BatchNeedsOneReason: if a batch names a window and a life event.
        LifeEventClaimNotFound: if the employee has no such claim.
    """
    if window_id is not None and claim_id is not None:
        raise BatchNeedsOneReason(window_id, claim_id)
    if claim_id is None:
        return
    claims = LifeEventClaim.objects.filter(
        pk=claim_id, employer_id=facts.employer_id, employee_id=str(facts.employee_id)
    )
    if not claims.exists():
        raise LifeEventClaimNotFound(claim_id)


def write_lines(batch_id: UUID, lines: Sequence[ElectionRequest]) -> None:
    """
    Put lines into a draft, in their order.
    """
    ElectionLine.objects.bulk_create(
        ElectionLine(
            batch_id=batch_id,
            position=position,
            option_id=line.option_id,
            starts_on=line.starts_on,
            dependants=[stored_dependant(each) for each in line.dependants],
            cover=None if line.cover is None else line.cover.amount,
            currency="" if line.cover is None else line.cover.currency,
            quote_hash=line.quote_hash,
        )
        for position, line in enumerate(lines, start=1)
    )


def requested(lines: Sequence[ElectionRequest]) -> list[JsonValue]:
    """
    The lines as a request is remembered.
    """
    return [
        {
            "option": str(line.option_id),
            "starts_on": str(line.starts_on),
            "dependants": [stored_dependant(each) for each in line.dependants],
            "cover": _money(line.cover),
            "quote_hash": line.quote_hash,
        }
        for line in lines
    ]


def _money(money: Money | None) -> str:
    return "" if money is None else f"{money.minor} {money.currency}"
