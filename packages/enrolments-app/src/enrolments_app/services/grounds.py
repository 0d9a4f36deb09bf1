"""
On which grounds may this be decided: a window, an approved life event, HR's right?
"""

import datetime as dt
from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app.data import EmployeeFacts, Quote, Source
from enrolments_app.services.allowances import claim_allows
from enrolments_app.services.permission import require_permission, today_of


def grounds_for(
    *,
    actor: Actor,
    facts: EmployeeFacts,
    quote: Quote,
    on: dt.date,
    action: str,
    claim_id: UUID | None,
    override_reason: str,
) -> tuple[Source, UUID | None]:
    """
    Why a choice from a day on is allowed, and the id of the window or life event.

    An approved life event opens days that no window does, in the past as well (C-16).

    Raises:
        WindowClosed, RetroLimitExceeded: without a life event, see `require_permission`.
        LifeEventClaimNotFound, LifeEventNotApproved, LifeEventExpired, LifeEventDoesNotPermit,
        EffectiveDateNotAllowed: if the life event does not open that day.
    """
    if claim_id is not None:
        claim_allows(actor=actor, claim_id=claim_id, facts=facts, on=on, action=action)
        return Source.LIFE_EVENT, claim_id
    return require_permission(
        actor=actor,
        employer_id=facts.employer_id,
        plan_year_id=quote.plan_year_id,
        day=on,
        today=today_of(facts),
        override_reason=override_reason,
    )
