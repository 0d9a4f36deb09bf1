"""
Give back a cover that was ended or cancelled, as a new enrolment without a gap.
"""

import datetime as dt
from uuid import UUID

from domain_kit.actor import Actor, Role
from enrolments_app import models
from enrolments_app.data import ChangeKind, Enrolment, EnrolmentStatus
from enrolments_app.errors import IllegalTransition
from enrolments_app.queries.enrolments import get_enrolment
from enrolments_app.queries.people import people_of
from enrolments_app.queries.values import days_of, enrolment_value
from enrolments_app.rules.transitions import COUNTED
from enrolments_app.services.ask import facts_of, quote_for
from enrolments_app.services.lock import locked
from enrolments_app.services.once import once
from enrolments_app.services.permission import require_permission, today_of
from enrolments_app.services.place_cover import place_cover


def reinstate(
    *,
    actor: Actor,
    idempotency_key: str,
    enrolment_id: UUID,
    reason: str,
    override_reason: str = "",
) -> Enrolment:
    """
    Cover again from the day after the last one, or from the first day if it was cancelled, at the
    price the catalogue quotes for that day. Answers the new enrolment; the old one is its
    predecessor and stays as it is.

    Raises:
        EnrolmentNotFound: if the actor can see no such enrolment.
        IllegalTransition: if it is active or waived.
        OverlappingCoverage, NotOffered, NotEmployed, RetroLimitExceeded: as `enrol`.
        NotPermitted: unless HR or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(Role.HR, Role.OPERATOR)
    answer: list[Enrolment] = []

    def execute(made: UUID) -> None:
        row = locked(actor, enrolment_id)
        starts_on = _first_day(row)
        facts = facts_of(actor=actor, employee_id=row.employee_id, on=starts_on)
        people = people_of(row, born_on=facts.born_on)
        quote = quote_for(actor=actor, option_id=row.option_id, on=starts_on, people=people)
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
            reason=reason,
            enrolment_id=made,
        )
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
