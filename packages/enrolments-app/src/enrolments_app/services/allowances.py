"""
Does an approved life event open a day that no window opens?
"""

import datetime as dt
from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app.data import EmployeeFacts
from enrolments_app.data.life_events import LifeEventClaim as ClaimValue
from enrolments_app.errors.life_events import LifeEventClaimNotFound
from enrolments_app.models.life_event_claim import LifeEventClaim
from enrolments_app.queries.life_events import claim_value
from enrolments_app.queries.own_rows import own_rows
from enrolments_app.rules.life_events import require_opened
from enrolments_app.services.permission import today_of


def claim_allows(
    *, actor: Actor, claim_id: UUID, facts: EmployeeFacts, on: dt.date, action: str = "enrol"
) -> ClaimValue:
    """
    The claim, if it lets the employee of `facts` do `action` with effect from a day: "enrol",
    "change_option", "add_dependant", "end_dependant" or "unenrol", as the catalogue calls them.

    Raises:
        LifeEventClaimNotFound: if the employee has no such claim, or the actor cannot see it.
        LifeEventNotApproved: if it waits for a decision or was refused.
        LifeEventExpired: if it was not used in time.
        LifeEventDoesNotPermit: if its kind does not permit the action.
        EffectiveDateNotAllowed: if it does not open the day (C-16).
    """
    row = (
        own_rows(actor, LifeEventClaim)
        .filter(pk=claim_id, employer_id=facts.employer_id, employee_id=str(facts.employee_id))
        .first()
    )
    if row is None:
        raise LifeEventClaimNotFound(claim_id)
    claim = claim_value(row)
    require_opened(claim, on=on, action=action, today=today_of(facts))
    return claim
