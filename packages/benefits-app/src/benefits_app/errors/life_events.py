"""
Which refusals concern events that let people choose outside a window?
"""

import datetime as dt
from uuid import UUID

from benefits_app.errors.base import BenefitsError


class LifeEventKindNotFound(BenefitsError):
    """
    The employer knows no such kind of event.
    """

    code = "life-event-kind-not-found"
    http_status = 404

    def __init__(self, employer_id: UUID, kind: str) -> None:
        super().__init__(employer_id, kind)
        self.employer_id = employer_id
        self.kind = kind

    def __str__(self) -> str:
        return (
            f"Employer {self.employer_id} has no life event {self.kind!r}. Choose one that it "
            "has, or define it."
        )


class LifeEventNotAllowed(BenefitsError):
    """
    The event was reported too early or too late (C-16).
    """

    code = "life-event-not-allowed"

    def __init__(
        self,
        kind: str,
        event_on: dt.date,
        reported_on: dt.date,
        allowed_from: dt.date,
        reported_by: dt.date,
    ) -> None:
        super().__init__(kind, event_on, reported_on, allowed_from, reported_by)
        self.kind = kind
        self.event_on = event_on
        self.reported_on = reported_on
        self.allowed_from = allowed_from
        self.reported_by = reported_by

    def __str__(self) -> str:
        late = self.reported_on > self.reported_by
        advice = "Wait for the annual window, or ask HR" if late else "Report it from that day on"
        return (
            f"The event {self.kind!r} of {self.event_on} is reported from {self.allowed_from} to "
            f"{self.reported_by}, not on {self.reported_on}. {advice}."
        )


class LifeEventKindBroken(BenefitsError):
    """
    The kind allows nothing, or has impossible limits.
    """

    code = "life-event-kind-broken"
    http_status = 422

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault

    def __str__(self) -> str:
        return f"The life event has {self.fault}. Correct it, and define it again."
