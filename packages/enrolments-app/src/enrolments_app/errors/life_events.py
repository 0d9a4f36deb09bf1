"""
Why does a life event not open the right to choose?
"""

import datetime as dt
from uuid import UUID

from enrolments_app.errors.base import EnrolmentsError


class LifeEventNotAllowed(EnrolmentsError):
    """
    The catalogue does not take the event: its kind is unknown, or it is reported too late (C-16).
    """

    code = "life-event-not-allowed"

    def __init__(self, kind: str, event_on: dt.date, because: str) -> None:
        super().__init__(kind, event_on, because)
        self.kind = kind
        self.event_on = event_on
        self.because = because

    def __str__(self) -> str:
        return f"The event {self.kind!r} of {self.event_on} cannot be reported: {self.because}"


class LifeEventClaimNotFound(EnrolmentsError):
    """
    No such claim among those the actor may see.
    """

    code = "life-event-claim-not-found"
    http_status = 404

    def __init__(self, claim_id: UUID) -> None:
        super().__init__(claim_id)
        self.claim_id = claim_id

    def __str__(self) -> str:
        return f"There is no life event claim {self.claim_id}. Report the event first."


class LifeEventAlreadyReported(EnrolmentsError):
    """
    The event was reported before and not refused: one open claim per kind and date.
    """

    code = "life-event-already-reported"

    def __init__(self, kind: str, event_on: dt.date, existing_id: UUID) -> None:
        super().__init__(kind, event_on, existing_id)
        self.kind = kind
        self.event_on = event_on
        self.existing_id = existing_id

    def __str__(self) -> str:
        return (
            f"The event {self.kind!r} of {self.event_on} was reported already: claim "
            f"{self.existing_id}. Go on with that claim."
        )


class LifeEventIsForHr(EnrolmentsError):
    """
    Only HR may report an event of this kind.
    """

    code = "life-event-is-for-hr"
    http_status = 403

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind

    def __str__(self) -> str:
        return f"An event of the kind {self.kind!r} is reported by HR. Ask HR to report it."


class EvidenceRequired(EnrolmentsError):
    """
    An event of this kind is reported with evidence.
    """

    code = "evidence-required"
    http_status = 422

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind

    def __str__(self) -> str:
        return (
            f"An event of the kind {self.kind!r} is reported with evidence. "
            "Upload the document, and report the event with its reference."
        )


class LifeEventAlreadyDecided(EnrolmentsError):
    """
    The claim was decided before.
    """

    code = "life-event-already-decided"

    def __init__(self, claim_id: UUID, state: str) -> None:
        super().__init__(claim_id, state)
        self.claim_id = claim_id
        self.state = state

    def __str__(self) -> str:
        return (
            f"Claim {self.claim_id} is {self.state} already. Report the event again if it was "
            "refused by mistake."
        )


class LifeEventNotApproved(EnrolmentsError):
    """
    The claim opens nothing: it is not approved.
    """

    code = "life-event-not-approved"

    def __init__(self, claim_id: UUID, state: str) -> None:
        super().__init__(claim_id, state)
        self.claim_id = claim_id
        self.state = state

    def __str__(self) -> str:
        return (
            f"Claim {self.claim_id} is {self.state} and opens no choice. "
            "Wait for the approval, or use an approved claim."
        )


class LifeEventExpired(EnrolmentsError):
    """
    The approved claim was not used in time.
    """

    code = "life-event-expired"

    def __init__(self, claim_id: UUID, usable_until: dt.date) -> None:
        super().__init__(claim_id, usable_until)
        self.claim_id = claim_id
        self.usable_until = usable_until

    def __str__(self) -> str:
        return (
            f"Claim {self.claim_id} could be used until {self.usable_until}. "
            "Ask HR to make the change for you."
        )


class LifeEventDoesNotPermit(EnrolmentsError):
    """
    The kind of event does not permit the action.
    """

    code = "life-event-does-not-permit"

    def __init__(self, claim_id: UUID, action: str, permitted: tuple[str, ...]) -> None:
        super().__init__(claim_id, action, permitted)
        self.claim_id = claim_id
        self.action = action
        self.permitted = permitted

    def __str__(self) -> str:
        return (
            f"Claim {self.claim_id} does not permit {self.action!r}, only "
            f"{', '.join(self.permitted) or 'nothing'}. Choose one of these."
        )


class EffectiveDateNotAllowed(EnrolmentsError):
    """
    The day is none of those the life event opens.
    """

    code = "effective-date-not-allowed"
    http_status = 422

    def __init__(self, claim_id: UUID, on: dt.date, allowed: tuple[dt.date, ...]) -> None:
        super().__init__(claim_id, on, allowed)
        self.claim_id = claim_id
        self.on = on
        self.allowed = allowed

    def __str__(self) -> str:
        return (
            f"Claim {self.claim_id} does not open {self.on}. "
            f"Choose {' or '.join(map(str, self.allowed)) or 'another claim'}."
        )
