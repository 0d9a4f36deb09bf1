"""
Choose another option of a benefit, or another household, from a day on.
"""

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
from enrolments_app.queries.values import days_of, enrolment_value
from enrolments_app.rules.people import read_people
from enrolments_app.rules.transitions import require_counted
from enrolments_app.services.ask import facts_of, quote_for
from enrolments_app.services.enrol import stored_dependant
from enrolments_app.services.lock import locked
from enrolments_app.services.once import once
from enrolments_app.services.permission import DECIDERS, require_permission, today_of
from enrolments_app.services.replace_cover import replace_cover


def change_option(
    *,
    actor: Actor,
    idempotency_key: str,
    enrolment_id: UUID,
    option_id: UUID,
    starts_on: dt.date,
    dependants: Sequence[Dependant] | None = None,
    cover: Money | None = None,
    reason: str = "changed",
    override_reason: str = "",
) -> Enrolment:
    """
    End a cover the day before `starts_on` and start its successor, in one transaction (C-21, C-22).

    Without `dependants` the same people stay covered. An end that was set stays. Answers the
    successor, whose `predecessor_id` is the old enrolment.

    Raises:
        EnrolmentNotFound: if the actor can see no such enrolment.
        NotCoveredOn: if the old enrolment does not cover the day.
        NotOffered: if the option cannot be chosen on that day, or is another benefit's.
        OverlappingCoverage, NotEmployed, MemberNotCoverable, WindowClosed, RetroLimitExceeded,
        NotPermitted, IdempotencyConflict: as `enrol`.
        IllegalTransition: if it was cancelled or waived.
    """
    actor.require_role(*DECIDERS)
    answer: list[Enrolment] = []

    def execute(made: UUID) -> None:
        row = locked(actor, enrolment_id)
        require_counted(row.id, row.status, "changed")
        facts = facts_of(actor=actor, employee_id=row.employee_id, on=starts_on)
        today = today_of(facts)
        people = _people(row, dependants, facts, today)
        quote = _quote(actor, row, option_id, starts_on, people, cover)
        source, source_id = require_permission(
            actor=actor,
            employer_id=row.employer_id,
            plan_year_id=quote.plan_year_id,
            day=starts_on,
            today=today,
            override_reason=override_reason,
        )
        successor = replace_cover(
            actor=actor,
            row=row,
            facts=facts,
            quote=quote,
            people=people,
            starts_on=starts_on,
            ends_on=days_of(row).last if row.status == STOPPED else None,
            kind=ChangeKind.OPTION_CHANGE,
            source=source,
            source_id=source_id,
            reason=reason,
            enrolment_id=made,
        )
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
            "reason": reason,
        },
        execute=execute,
    )
    return answer[0] if answer else get_enrolment(actor=actor, enrolment_id=made)


def _people(
    row: models.Enrolment,
    dependants: Sequence[Dependant] | None,
    facts: EmployeeFacts,
    today: dt.date,
) -> tuple[Person, ...]:
    if dependants is None:
        return people_of(row, born_on=facts.born_on)
    return read_people(dependants, today=today, born_on=facts.born_on)


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
    quote = quote_for(actor=actor, option_id=option_id, on=starts_on, people=people, cover=cover)
    if quote.benefit_id != row.benefit_id:
        raise NotOffered(
            option_id, starts_on, "it is another benefit's. Enrol in that one instead."
        )
    return quote
