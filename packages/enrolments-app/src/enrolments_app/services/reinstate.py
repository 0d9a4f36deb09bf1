"""
Give back a cover that was ended or cancelled, as a new enrolment without a gap.
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from domain_kit.actor import Actor, Role
from enrolments_app import models
from enrolments_app.data import (
    ChangeKind,
    EmployeeFacts,
    Enrolment,
    EnrolmentStatus,
    Person,
    Quote,
)
from enrolments_app.errors import IllegalTransition
from enrolments_app.queries.enrolments import get_enrolment
from enrolments_app.queries.people import people_of
from enrolments_app.queries.values import days_of, enrolment_value, money_of
from enrolments_app.rules.evidence import allowed_covers, still_covered
from enrolments_app.rules.texts import reason_told
from enrolments_app.rules.transitions import COUNTED
from enrolments_app.services.ask import facts_of, quote_for
from enrolments_app.services.lock import locked
from enrolments_app.services.member_covers import covers_of, quote_by_member
from enrolments_app.services.once import once
from enrolments_app.services.permission import require_permission, today_of
from enrolments_app.services.place_cover import place_cover
from enrolments_app.services.settle import settle


def reinstate(
    *,
    actor: Actor,
    idempotency_key: str,
    enrolment_id: UUID,
    reason: str,
    override_reason: str = "",
    expected_version: int | None = None,
) -> Enrolment:
    """
    Cover again from the day after the last one, or from the first day if it was cancelled, at the
    price the catalogue quotes for that day. Answers the new enrolment; the old one is its
    predecessor and stays as it is.

    Raises:
        EnrolmentNotFound: if the actor can see no such enrolment.
        StaleVersion: if it was changed since `expected_version`.
        IllegalTransition: if it is active or waived.
        OverlappingCoverage, NotOffered, NotEmployed, RetroLimitExceeded, BenefitWaived,
        PayFloorBreached, PayUnknown: as `enrol`.
        TextNotStorable: if the reasons together are too long, or no text.
        NotPermitted: unless HR or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(Role.HR, Role.OPERATOR)
    answer: list[Enrolment] = []

    def execute(made: UUID) -> None:
        row = locked(actor, enrolment_id, expected_version)
        starts_on = _first_day(row)
        facts = facts_of(actor=actor, employee_id=row.employee_id, on=starts_on)
        people, quote = _again(actor, row, facts, starts_on)
        source, source_id = require_permission(
            actor=actor,
            employer_id=row.employer_id,
            plan_year_id=quote.plan_year_id,
            day=starts_on,
            today=today_of(facts),
            override_reason=override_reason,
        )
        again = place_cover(
            actor=actor,
            facts=facts,
            quote=quote,
            people=people,
            starts_on=starts_on,
            kind=ChangeKind.REINSTATE,
            source=source,
            source_id=source_id,
            predecessor_id=row.id,
            reason=reason_told(reason, override_reason),
            enrolment_id=made,
        )
        # What insurers have decided stays decided: nobody is asked again.
        settle(row=again, facts=facts, asked=dataclasses.replace(quote, cover=None), people=people)
        answer.append(enrolment_value(again))

    made = once(
        "reinstate",
        actor=actor,
        idempotency_key=idempotency_key,
        request={"enrolment": str(enrolment_id), "reason": reason},
        execute=execute,
    )
    return answer[0] if answer else get_enrolment(actor=actor, enrolment_id=made)


def _first_day(row: models.Enrolment) -> dt.date:
    days = days_of(row)
    if row.status == EnrolmentStatus.CANCELLED or row.reversed:
        return days.start
    if row.status not in COUNTED or row.status == EnrolmentStatus.ACTIVE or days.end is None:
        raise IllegalTransition(row.id, row.status, "reinstated")
    return days.end


def _again(
    actor: Actor, row: models.Enrolment, facts: EmployeeFacts, on: dt.date
) -> tuple[Sequence[Person], Quote]:
    """
    The people and the quote of a day, at the cover each of them has; all of them at the guaranteed
    cover if an insurer has left nobody any.
    """
    people = people_of(row, born_on=facts.born_on)
    covers = covers_of(row, people, on=on)
    if any(covers.values()):
        people = still_covered(people, covers)
    elif covers:
        asked = quote_for(
            actor=actor,
            option_id=row.option_id,
            on=on,
            people=people,
            cover=money_of(row.cover, row.currency),
        )
        covers = allowed_covers(asked, people, {})
    quote = quote_by_member(
        actor=actor, option_id=row.option_id, on=on, people=people, covers=covers
    )
    return people, quote
