"""
Let somebody stop being a dependant, or move an end that was set.
"""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app.data.dependants import RegisteredDependant
from enrolments_app.errors.dependants import (
    DependantCovered,
    DependantEndsBeforeStart,
    DependantNotFound,
)
from enrolments_app.models.dependant import Dependant
from enrolments_app.models.enrolment import COUNTS, Enrolment
from enrolments_app.queries.dependants import get_dependant
from enrolments_app.queries.own_rows import own_rows
from enrolments_app.rules.employee_ids import stored_id
from enrolments_app.rules.texts import require_text
from enrolments_app.services.commands import act_once
from enrolments_app.services.dependant_days import move_dependant_end
from enrolments_app.services.drop_member import drop_member
from enrolments_app.services.permission import DECIDERS

_DAY = dt.timedelta(days=1)


def end_dependant(
    *,
    actor: Actor,
    idempotency_key: str,
    dependant_id: UUID,
    ends_on: dt.date,
    reason: str,
    change_cover: bool = False,
    claim_id: UUID | None = None,
    override_reason: str = "",
) -> RegisteredDependant:
    """
    End a dependant after a last day. An end that was set moves, earlier or later; the cover that
    changed with it stays as it is, and `change_option` takes the person in again.

    Nobody goes who is covered, unless `change_cover` lets that cover change with it: from the day
    after, it goes on without the person, at the price of those who stay. For that an employee
    needs an open window or `claim_id`, an approved life event that opens the day after.

    Raises:
        DependantNotFound: if the actor can see no such dependant.
        DependantEndsBeforeStart: if the last day is before the first.
        DependantCovered: if the person is covered after that day.
        DependantKeyTaken, SecondPartner: if the later days are another dependant's already.
        WindowClosed, RetroLimitExceeded: if the cover may not change from that day.
        LifeEventClaimNotFound, LifeEventNotApproved, LifeEventExpired, LifeEventDoesNotPermit,
        EffectiveDateNotAllowed: if the life event does not open the day.
        TextNotStorable: if the reason is empty, too long or no text.
        NotPermitted: unless HR, operator, or the employee itself.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> None:
        actor.require_role(*DECIDERS)
        require_text("reason", reason, longest=200)
        row = own_rows(actor, Dependant).select_for_update().filter(pk=dependant_id).first()
        if row is None:
            raise DependantNotFound(dependant_id)
        _require_end(row, ends_on)
        covers = _covers(row, ends_on)
        if covers and not change_cover:
            raise DependantCovered(dependant_id, ends_on, [cover.id for cover in covers])
        for cover in covers:
            drop_member(
                actor=actor,
                row=cover,
                key=row.key,
                from_day=max(ends_on + _DAY, cover.coverage.lower),
                reason=reason,
                claim_id=claim_id,
                override_reason=override_reason,
            )
        move_dependant_end(row, ends_on + _DAY, reason)

    act_once(
        "end_dependant",
        actor=actor,
        idempotency_key=idempotency_key,
        request={
            "dependant": str(dependant_id),
            "ends_on": str(ends_on),
            "reason": reason,
            "change_cover": change_cover,
            "claim": str(claim_id),
        },
        execute=execute,
    )
    return get_dependant(actor=actor, dependant_id=dependant_id)


def _require_end(row: Dependant, ends_on: dt.date) -> None:
    if ends_on < row.days.lower:
        raise DependantEndsBeforeStart(row.id, row.days.lower, ends_on)


def _covers(row: Dependant, ends_on: dt.date) -> Sequence[Enrolment]:
    """
    The cover of the person after a day, locked, earliest first.
    """
    return list(
        Enrolment.objects.select_for_update(of=("self",))
        .filter(
            COUNTS,
            employer_id=row.employer_id,
            employee_id=stored_id(row.employee_id),
            coverage__overlap=(ends_on + _DAY, None),
            members__key=row.key,
        )
        .order_by("benefit_id", "coverage")
    )
