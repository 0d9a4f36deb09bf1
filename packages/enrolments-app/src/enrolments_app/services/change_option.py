"""
Choose another option of a benefit, or another household, from a day on.
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.money import Money
from enrolments_app import models
from enrolments_app.data import (
    STOPPED,
    ChangeKind,
    Dependant,
    EmployeeFacts,
    Enrolment,
    Person,
    Quote,
)
from enrolments_app.errors import NotCoveredOn, NotOffered
from enrolments_app.queries.enrolments import get_enrolment
from enrolments_app.queries.people import people_of
from enrolments_app.queries.values import days_of, enrolment_value, money_of
from enrolments_app.rules.elections import ACTIONS, kind_of_change, require_shown
from enrolments_app.rules.people import read_people
from enrolments_app.rules.texts import reason_told
from enrolments_app.rules.transitions import require_counted
from enrolments_app.services.ask import facts_of, quote_for
from enrolments_app.services.closed_options import require_open_to
from enrolments_app.services.enrol import stored_dependant
from enrolments_app.services.grounds import grounds_for
from enrolments_app.services.lock import locked
from enrolments_app.services.once import once
from enrolments_app.services.permission import DECIDERS, today_of
from enrolments_app.services.replace_cover import replace_cover
from enrolments_app.services.request_evidence import guaranteed_quote
from enrolments_app.services.settle import settle


def change_option(
    *,
    actor: Actor,
    idempotency_key: str,
    enrolment_id: UUID,
    option_id: UUID,
    starts_on: dt.date,
    dependants: Sequence[Dependant] | None = None,
    cover: Money | None = None,
    claim_id: UUID | None = None,
    quote_hash: str = "",
    reason: str = "changed",
    override_reason: str = "",
    expected_version: int | None = None,
) -> Enrolment:
    """
    End a cover the day before `starts_on` and start its successor, in one transaction (C-21, C-22).

    Without `dependants` the same people stay covered, and without `cover` the same option covers
    each of them as before. An end that was set stays. Answers the successor, whose
    `predecessor_id` is the old enrolment.

    Raises:
        EnrolmentNotFound: if the actor can see no such enrolment.
        StaleVersion: if it was changed since `expected_version`.
        NotCoveredOn: if the old enrolment does not cover the day.
        NotOffered: if the option cannot be chosen on that day, or is another benefit's.
        ClosedToNew: if it is closed to new entrants, and the employee has another one.
        OverlappingCoverage, NotEmployed, MemberNotCoverable, WindowClosed, RetroLimitExceeded,
        NotPermitted, IdempotencyConflict: as `enrol`.
        LifeEventClaimNotFound, EffectiveDateNotAllowed, QuoteStale, BenefitWaived,
        PayFloorBreached: as `enrol`.
        TextNotStorable: if the reasons together are too long, or no text.
        IllegalTransition: if it was cancelled or waived.
    """
    actor.require_role(*DECIDERS)
    answer: list[Enrolment] = []

    def execute(made: UUID) -> None:
        row = locked(actor, enrolment_id, expected_version)
        require_counted(row.id, row.status, "changed")
        facts = facts_of(actor=actor, employee_id=row.employee_id, on=starts_on)
        before = people_of(row, born_on=facts.born_on)
        people = _people(before, dependants, facts)
        quote = _quote(actor, row, option_id, starts_on, people, cover)
        require_open_to(actor=actor, facts=facts, quote=quote, on=starts_on)
        require_shown(quote, quote_hash)
        kind = _kind(row, quote, before, people)
        source, source_id = grounds_for(
            actor=actor,
            facts=facts,
            quote=quote,
            on=starts_on,
            action=ACTIONS[kind],
            claim_id=claim_id,
            override_reason=override_reason,
        )
        given = guaranteed_quote(actor=actor, quote=quote, on=starts_on, people=people, present=row)
        successor = replace_cover(
            actor=actor,
            row=row,
            facts=facts,
            quote=given,
            people=people,
            starts_on=starts_on,
            ends_on=days_of(row).last if row.status == STOPPED else None,
            kind=kind,
            source=source,
            source_id=source_id,
            reason=reason_told(reason, override_reason),
            enrolment_id=made,
        )
        # Cover that nobody asked to change is not asked about again.
        asked = quote if cover is not None else dataclasses.replace(quote, cover=None)
        settle(row=successor, facts=facts, asked=asked, people=people, present=row)
        answer.append(enrolment_value(successor))

    made = once(
        "change-option",
        actor=actor,
        idempotency_key=idempotency_key,
        request={
            "enrolment": str(enrolment_id),
            "option": str(option_id),
            "starts_on": str(starts_on),
            "dependants": None
            if dependants is None
            else [stored_dependant(dependant) for dependant in dependants],
            "cover": str(cover) if cover else None,
            **({"claim": str(claim_id)} if claim_id else {}),
            **({"quote": quote_hash} if quote_hash else {}),
            "reason": reason,
        },
        execute=execute,
    )
    return answer[0] if answer else get_enrolment(actor=actor, enrolment_id=made)


def _people(
    before: tuple[Person, ...], dependants: Sequence[Dependant] | None, facts: EmployeeFacts
) -> tuple[Person, ...]:
    if dependants is None:
        return before
    return read_people(dependants, today=today_of(facts), born_on=facts.born_on)


def _kind(
    row: models.Enrolment, quote: Quote, before: Sequence[Person], people: Sequence[Person]
) -> ChangeKind:
    return kind_of_change(
        option=(row.option_id, quote.option_id),
        before=[person.key for person in before],
        after=[person.key for person in people],
    )


def _quote(
    actor: Actor,
    row: models.Enrolment,
    option_id: UUID,
    starts_on: dt.date,
    people: Sequence[Person],
    cover: Money | None,
) -> Quote:
    if not days_of(row).contains(starts_on):
        raise NotCoveredOn(row.id, starts_on, str(days_of(row)))
    if cover is None and option_id == row.option_id:
        cover = money_of(row.cover, row.currency)
    quote = quote_for(actor=actor, option_id=option_id, on=starts_on, people=people, cover=cover)
    if quote.benefit_id != row.benefit_id:
        raise NotOffered(
            option_id, starts_on, "it is another benefit's. Enrol in that one instead."
        )
    return quote
