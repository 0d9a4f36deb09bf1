"""
Let cover follow a first day of employment that was wrong, or that has moved.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.errors import DomainError
from domain_kit.periods import Period
from enrolments_app import conf, models
from enrolments_app.data import STOPPED, EmployeeFacts, Enrolment, EnrolmentStatus
from enrolments_app.queries.values import counted_days, days_of, enrolment_value
from enrolments_app.queries.waived_days import waived_days
from enrolments_app.rules.first_days import Earliest, Stretch, moves
from enrolments_app.rules.texts import reason_told, require_text
from enrolments_app.services.about_employment import in_order, known, once_for_hr, rows_of
from enrolments_app.services.permission import require_permission, today_of
from enrolments_app.services.price_again import PricedAgain, price_again
from enrolments_app.services.restart_cover import TAKEN, restart_cover, take_cover


def correct_first_day(
    *,
    actor: Actor,
    idempotency_key: str,
    employer_id: UUID,
    employee_id: int | str,
    previous_first_day: dt.date,
    first_day: dt.date,
    reason: str,
    override_reason: str | None = "",
    always_wait: bool = False,
) -> tuple[Enrolment, ...]:
    """
    Let every cover of an employment begin on its new first day, or after the waiting period that
    begins with it (C-12), if it would begin before; what has no day left is cancelled. A first day
    that moves earlier gives back what was taken by such a correction, and nothing else.

    Cover that moves is cancelled and given again as an enrolment whose predecessor it is; the
    change log tells both. It costs what the catalogue asks from its new first day on (C-06, C-11).
    Days that were waived meanwhile stay waived. Answers what begins on another day, and what has
    no day left.

    Cover that did not keep the waiting period of the former first day need not keep the new one.
    `always_wait` is for whoever does not know the former first day: then it keeps it.

    Raises:
        TextNotStorable: if the reason is empty or, with `override_reason`, too long or no text.
        RetroLimitExceeded: if the earlier of the two days is too far back.
        OverlappingCoverage: if days to give back are covered.
        BenefitWaived: if some of them are waived at this very moment.
        TenantForbidden, RoleForbidden: unless HR or operator of the employer, or the system.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> tuple[Enrolment, ...]:
        require_text("reason", reason, longest=200)
        facts = known(employee_id, first_day)
        today = today_of(facts)
        require_permission(
            actor=actor,
            employer_id=employer_id,
            plan_year_id=None,
            day=min(previous_first_day, first_day),
            today=today,
            override_reason=override_reason,
        )
        rows = {row.id: row for row in rows_of(employer_id, employee_id)}
        if facts and facts.employer_id != employer_id:
            facts = None
        waived = waived_days(employee_id)
        moved = list(
            moves(
                [_stretch(row, waived.get(row.benefit_id, ())) for row in rows.values()],
                previous_first_day=previous_first_day,
                first_day=first_day,
                earliest=_earliest(actor, facts, rows.values(), previous_first_day, first_day),
                always_wait=always_wait,
            )
        )
        begins = {move.id: move.starts_on for move in moved if move.starts_on}
        priced = price_again(actor=actor, facts=facts, rows=rows, begins=begins)
        told = reason_told(reason, override_reason)
        return in_order(
            _move(actor, rows[move.id], move.starts_on, priced.get(move.id), today, told)
            for move in moved
        )

    return once_for_hr(
        "correct-first-day",
        actor=actor,
        idempotency_key=idempotency_key,
        employer_id=employer_id,
        request={
            "employer": str(employer_id),
            "employee": str(employee_id),
            "previous_first_day": str(previous_first_day),
            "first_day": str(first_day),
            "reason": reason,
            **({"always_wait": True} if always_wait else {}),
        },
        execute=execute,
    )


def _stretch(row: models.Enrolment, waived: Sequence[Period]) -> Stretch:
    return Stretch(
        id=row.id,
        days=days_of(row),
        counts=counted_days(row) is not None,
        taken=row.end_cause == TAKEN,
        predecessor_id=row.predecessor_id,
        waived=waived,
    )


def _earliest(
    actor: Actor,
    facts: EmployeeFacts | None,
    rows: Iterable[models.Enrolment],
    previous_first_day: dt.date,
    first_day: dt.date,
) -> Mapping[UUID, Earliest]:
    """
    By row; cover of an employment before is not asked about.
    """
    return {
        row.id: Earliest(
            before=_waited(actor, facts, row, previous_first_day),
            now=_waited(actor, facts, row, first_day),
        )
        for row in rows
        if row.end_cause == TAKEN or days_of(row).start >= previous_first_day
    }


def _waited(
    actor: Actor, facts: EmployeeFacts | None, row: models.Enrolment, first_day: dt.date
) -> dt.date:
    """
    The first day after the waiting period of somebody employed from a day on, by the rules that
    hold when the cover begins; that day itself if the catalogue or the directory knows no more.
    """
    if facts is None or (facts.employed.end and facts.employed.end < first_day):
        return first_day
    employed = Period(start=first_day, end=facts.employed.end)
    try:
        verdict = conf.benefit_catalogue.resolve().eligibility(
            actor=actor,
            facts=dataclasses.replace(facts, employed=employed, employments=(employed,)),
            benefit_id=row.benefit_id,
            on=days_of(row).start,
        )
    except DomainError:  # of whoever answers the port
        return first_day
    return max(first_day, verdict.first_day or first_day)


def _move(
    actor: Actor,
    row: models.Enrolment,
    starts_on: dt.date | None,
    priced: PricedAgain | None,
    today: dt.date,
    reason: str,
) -> Enrolment:
    if starts_on is not None and priced is not None:
        again = restart_cover(
            actor=actor, row=row, starts_on=starts_on, priced=priced, reason=reason
        )
        return enrolment_value(again)
    begun = days_of(row).start <= today
    take_cover(
        actor=actor,
        row=row,
        # Begun, and it should never have been: terminated, with nothing left of it.
        status=STOPPED if begun else EnrolmentStatus.CANCELLED,
        reversed=begun,
        reason=reason,
    )
    return enrolment_value(row)
