"""
Which days and actions does a life event claim open?
"""

import datetime as dt

from enrolments_app.data.life_events import ClaimState, LifeEventClaim
from enrolments_app.errors.life_events import (
    EffectiveDateNotAllowed,
    LifeEventDoesNotPermit,
    LifeEventExpired,
    LifeEventNotApproved,
)

DAYS_TO_USE = 30
"""From its approval, an employee has this many days to use a claim."""


def usable_until(decided_on: dt.date) -> dt.date:
    """
    The last day on which a claim approved on a day may be used.
    """
    return decided_on + dt.timedelta(days=DAYS_TO_USE)


def require_chosen(claim: LifeEventClaim, chosen_on: dt.date | None) -> None:
    """
    None leaves the choice among the allowed days to the employee.

    Raises:
        EffectiveDateNotAllowed: if the kind does not allow the day.
    """
    if chosen_on is not None and chosen_on not in claim.allowed_on:
        raise EffectiveDateNotAllowed(claim.id, chosen_on, claim.allowed_on)


def require_opened(claim: LifeEventClaim, *, on: dt.date, action: str, today: dt.date) -> None:
    """
    A claim that names no action permits every one; `today` is the employer's own day.

    Raises:
        LifeEventNotApproved: if the claim waits for a decision or was refused.
        LifeEventExpired: if it was not used in time.
        LifeEventDoesNotPermit: if its kind does not permit the action.
        EffectiveDateNotAllowed: if the day is none that it opens.
    """
    if claim.state is not ClaimState.APPROVED:
        raise LifeEventNotApproved(claim.id, claim.state.value)
    if claim.usable_until is not None and today > claim.usable_until:
        raise LifeEventExpired(claim.id, claim.usable_until)
    if claim.permitted and action not in claim.permitted:
        raise LifeEventDoesNotPermit(claim.id, action, claim.permitted)
    if on not in claim.open_days:
        raise EffectiveDateNotAllowed(claim.id, on, claim.open_days)
