"""
Move somebody from one employer to another: the cover of the one ends, that of the other begins.
"""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Sequence
from uuid import UUID

from domain_kit.actor import Actor, Role
from domain_kit.idempotency import JsonValue
from enrolments_app.data import Enrolment, Source
from enrolments_app.data.elections import ElectionRequest
from enrolments_app.data.transfers import Transfer
from enrolments_app.errors import NotEmployed
from enrolments_app.queries.one_enrolment import get_enrolment
from enrolments_app.rules.texts import require_text
from enrolments_app.services.elect import elect, priced
from enrolments_app.services.once import once_answering
from enrolments_app.services.terminate_employment import terminate_employment


def transfer_employment(
    *,
    actor: Actor,
    idempotency_key: str,
    employee_id: int | str,
    from_employer_id: UUID,
    to_employer_id: UUID,
    last_day: dt.date,
    reason: str,
    elections: Sequence[ElectionRequest] = (),
    override_reason: str | None = "",
) -> Transfer:
    """
    End every cover by the old employer after `last_day`, and give the elected cover by the new
    one, in one transaction. An election names the person as the new employer does, and begins the
    day after at the earliest.

    The directory has to know of the transfer already. Cover by the new employer needs no window:
    it is the decision of whoever acts for both employers.

    Raises:
        NotEmployed: if an election begins before the transfer, or not at the new employer.
        RetroLimitExceeded: if the last day is too far back.
        NotOffered, NotEligible, MemberNotCoverable, OverlappingCoverage, BenefitWaived, QuoteStale:
            if an election cannot become cover; nothing has ended then.
        TextNotStorable: if the reason is empty, too long or no text.
        TenantForbidden, RoleForbidden: unless HR or operator of both employers, or the system.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(Role.HR, Role.OPERATOR)
    actor.require_employer(from_employer_id)
    actor.require_employer(to_employer_id)

    def execute() -> _Ids:
        require_text("reason", reason, longest=200)
        ended = terminate_employment(
            actor=actor,
            # A command inside this one has a key of its own.
            idempotency_key=f"transfer {hashlib.sha256(idempotency_key.encode()).hexdigest()}",
            employer_id=from_employer_id,
            employee_id=employee_id,
            last_day=last_day,
            reason=reason,
            override_reason=override_reason,
        )
        begun = [_begin(actor, to_employer_id, last_day, each, reason) for each in elections]
        return _Ids(ended=tuple(each.id for each in ended), begun=tuple(begun))

    ids = once_answering(
        "transfer-employment",
        actor=actor,
        idempotency_key=idempotency_key,
        request={
            "employee": str(employee_id),
            "from": str(from_employer_id),
            "to": str(to_employer_id),
            "last_day": str(last_day),
            "reason": reason,
            "elections": [_asked(each) for each in elections],
        },
        execute=execute,
        encode=lambda made: [[str(one) for one in part] for part in (made.ended, made.begun)],
        decode=_read,
    )
    return Transfer(ended=_enrolments(actor, ids.ended), begun=_enrolments(actor, ids.begun))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Ids:
    """
    What a transfer has changed.
    """

    ended: tuple[UUID, ...]
    begun: tuple[UUID, ...]


def _begin(
    actor: Actor, employer_id: UUID, last_day: dt.date, election: ElectionRequest, reason: str
) -> UUID:
    choice = priced(actor=actor, request=election)
    if election.starts_on <= last_day or choice.facts.employer_id != employer_id:
        raise NotEmployed(election.employee_id, election.starts_on, str(choice.facts.employed))
    row = elect(
        actor=actor,
        choice=choice,
        present=None,
        source=Source.NEW_HIRE,
        source_id=None,
        reason=reason,
    )
    return row.id


def _asked(election: ElectionRequest) -> JsonValue:
    return {
        "employee": str(election.employee_id),
        "option": str(election.option_id),
        "starts_on": str(election.starts_on),
        "dependants": [
            [each.key, each.name, each.relationship, str(each.born_on), each.disabled]
            for each in election.dependants
        ],
        "cover": str(election.cover),
        "quote": election.quote_hash,
    }


def _read(stored: JsonValue) -> _Ids:
    assert isinstance(stored, list)
    ended, begun = ([UUID(str(one)) for one in part] for part in stored)  # type: ignore[union-attr]
    return _Ids(ended=tuple(ended), begun=tuple(begun))


def _enrolments(actor: Actor, ids: Sequence[UUID]) -> tuple[Enrolment, ...]:
    return tuple(get_enrolment(actor=actor, enrolment_id=each) for each in ids)
