"""
Give an employee a benefit from a day on.
"""

from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.idempotency import JsonValue
from enrolments_app import models
from enrolments_app.data import Dependant, Enrolment
from enrolments_app.data.elections import ElectionRequest
from enrolments_app.queries.enrolments import get_enrolment
from enrolments_app.queries.values import enrolment_value
from enrolments_app.rules.elections import require_shown
from enrolments_app.rules.people import read_people
from enrolments_app.services.ask import facts_of, quote_for, require_eligible
from enrolments_app.services.closed_options import require_open_to
from enrolments_app.services.grounds import grounds_for
from enrolments_app.services.once import once
from enrolments_app.services.permission import DECIDERS, today_of
from enrolments_app.services.place_cover import place_cover
from enrolments_app.services.request_evidence import guaranteed_quote
from enrolments_app.services.settle import settle


def enrol(
    *,
    actor: Actor,
    idempotency_key: str,
    election: ElectionRequest,
    claim_id: UUID | None = None,
    override_reason: str = "",
) -> Enrolment:
    """
    Enrol an employee until the end of the plan year, at the price the catalogue quotes (C-11).

    Cover above the guaranteed amount starts at that and waits for evidence (C-18). `claim_id` is an
    approved life event, and `override_reason` lets HR reach back further than the limit.

    Raises:
        OverlappingCoverage: if the employee has this benefit on some of these days.
        NotOffered: if the option cannot be chosen on that day.
        ClosedToNew: if it is for those alone who have it, and the employee does not.
        NotEligible: if the rules of the benefit do not allow it.
        NotEmployed, EmployeeNotFound: if the person is not the employer's on that day.
        MemberNotCoverable: if somebody beside the employee cannot be covered.
        WindowClosed: if an employee chooses outside every window.
        RetroLimitExceeded: if the day is too far back.
        LifeEventClaimNotFound, LifeEventNotApproved, LifeEventExpired, LifeEventDoesNotPermit,
        EffectiveDateNotAllowed: if the life event does not open that day.
        QuoteStale: if another price was shown than that of now.
        BenefitWaived: if the employee has said no to the benefit for some of these days.
        PayFloorBreached, PayUnknown: if a salary sacrifice leaves too little pay (C-20).
        NotPermitted: unless HR, operator, or the employee itself.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(*DECIDERS)
    actor.require_employee(election.employee_id)
    answer: list[Enrolment] = []

    def execute(enrolment_id: UUID) -> None:
        row = _place(actor, election, claim_id, override_reason, enrolment_id)
        answer.append(enrolment_value(row))

    made = once(
        "enrol",
        actor=actor,
        idempotency_key=idempotency_key,
        request=_request(election, claim_id),
        execute=execute,
    )
    return answer[0] if answer else get_enrolment(actor=actor, enrolment_id=made)


def _place(
    actor: Actor,
    election: ElectionRequest,
    claim_id: UUID | None,
    override_reason: str,
    enrolment_id: UUID,
) -> models.Enrolment:
    on = election.starts_on
    facts = facts_of(actor=actor, employee_id=election.employee_id, on=on)
    people = read_people(election.dependants, today=today_of(facts), born_on=facts.born_on)
    quote = quote_for(
        actor=actor, option_id=election.option_id, on=on, people=people, cover=election.cover
    )
    require_open_to(actor=actor, facts=facts, quote=quote, on=on)
    require_shown(quote, election.quote_hash)
    source, source_id = grounds_for(
        actor=actor,
        facts=facts,
        quote=quote,
        on=on,
        action="enrol",
        claim_id=claim_id,
        override_reason=override_reason,
    )
    require_eligible(actor=actor, facts=facts, benefit_id=quote.benefit_id, on=on)
    row = place_cover(
        actor=actor,
        facts=facts,
        quote=guaranteed_quote(actor=actor, quote=quote, on=on, people=people),
        people=people,
        starts_on=on,
        source=source,
        source_id=source_id,
        reason=override_reason or "enrolled",
        enrolment_id=enrolment_id,
    )
    settle(row=row, facts=facts, asked=quote, people=people)
    return row


def _request(election: ElectionRequest, claim_id: UUID | None) -> dict[str, JsonValue]:
    """
    As 1.6 hashed it, so that its retries are still known.
    """
    return {
        "employee": _request_id(election.employee_id),
        "option": str(election.option_id),
        "starts_on": str(election.starts_on),
        "dependants": [stored_dependant(dependant) for dependant in election.dependants],
        **({"cover": str(election.cover)} if election.cover else {}),
        **({"claim": str(claim_id)} if claim_id else {}),
        **({"quote": election.quote_hash} if election.quote_hash else {}),
    }


def _request_id(employee_id: int | str) -> JsonValue:
    text = str(employee_id)
    return int(text) if text.isascii() and text.isdigit() else text


def stored_dependant(dependant: Dependant) -> dict[str, JsonValue]:
    """
    A dependant as a request is remembered.
    """
    return {
        "key": dependant.key,
        "name": dependant.name,
        "relationship": dependant.relationship,
        "born_on": dependant.born_on.isoformat() if dependant.born_on else None,
        **({"disabled": True} if dependant.disabled else {}),
    }
