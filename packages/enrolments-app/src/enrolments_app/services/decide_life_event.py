"""
Approve or refuse a reported life event.
"""

import datetime as dt
from uuid import UUID

from domain_kit.actor import Actor, Role
from domain_kit.clock import now
from enrolments_app.data.life_events import ClaimState
from enrolments_app.data.life_events import LifeEventClaim as ClaimValue
from enrolments_app.errors.life_events import LifeEventAlreadyDecided, LifeEventClaimNotFound
from enrolments_app.models.life_event_claim import LifeEventClaim
from enrolments_app.queries.life_events import claim_value, get_life_event
from enrolments_app.queries.own_rows import own_rows
from enrolments_app.rules.life_events import require_chosen, usable_until
from enrolments_app.rules.texts import require_text
from enrolments_app.services.commands import act_once
from enrolments_app.services.employee_for import employee_for
from enrolments_app.services.permission import today_of


def decide_life_event(
    *,
    actor: Actor,
    idempotency_key: str,
    claim_id: UUID,
    approve: bool,
    chosen_on: dt.date | None = None,
    reason: str = "",
) -> ClaimValue:
    """
    Decide a claim. Approved, it lets the employee enrol or change from one of its allowed days,
    with no window open and even in the past; `chosen_on` leaves one of them, None leaves all.

    An approved claim is used within 30 days of the employer's. A refused event may be reported
    again.

    Raises:
        LifeEventClaimNotFound: if the actor can see no such claim.
        LifeEventAlreadyDecided: if it is approved or refused.
        EffectiveDateNotAllowed: if the kind does not allow the chosen day.
        TextNotStorable: if the reason is too long or no text.
        NotPermitted: unless HR or operator.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> None:
        actor.require_role(Role.HR, Role.OPERATOR)
        require_text("reason", reason, longest=200, shortest=0)
        row = own_rows(actor, LifeEventClaim).select_for_update().filter(pk=claim_id).first()
        if row is None:
            raise LifeEventClaimNotFound(claim_id)
        if row.state != ClaimState.PENDING:
            raise LifeEventAlreadyDecided(claim_id, row.state)
        decided_at = now()
        row.state = ClaimState.APPROVED if approve else ClaimState.REFUSED
        if approve:
            require_chosen(claim_value(row), chosen_on)
            facts = employee_for(actor, row.employee_id, hr_only=True)
            row.chosen_on = chosen_on
            row.usable_until = usable_until(today_of(facts))
        row.decided_at = decided_at
        row.decided_by = actor.id
        row.reason = reason
        row.save()

    act_once(
        "decide_life_event",
        actor=actor,
        idempotency_key=idempotency_key,
        request={
            "claim": str(claim_id),
            "approve": approve,
            "chosen_on": str(chosen_on),
            "reason": reason,
        },
        execute=execute,
    )
    return get_life_event(actor=actor, claim_id=claim_id)
