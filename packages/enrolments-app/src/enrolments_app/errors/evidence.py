"""
Why is an insurer's answer not taken?
"""

import datetime as dt
from uuid import UUID

from domain_kit.money import Money
from enrolments_app.errors.base import EnrolmentsError


class EvidenceRequestNotFound(EnrolmentsError):
    """
    No such evidence request among those the actor may see.
    """

    code = "evidence-request-not-found"
    http_status = 404

    def __init__(self, evidence_id: UUID) -> None:
        super().__init__(evidence_id)
        self.evidence_id = evidence_id

    def __str__(self) -> str:
        return (
            f"There is no evidence request {self.evidence_id}. "
            "Choose one that list_evidence_requests() names."
        )


class EvidenceAlreadyDecided(EnrolmentsError):
    """
    The request was decided before.
    """

    code = "evidence-already-decided"

    def __init__(self, evidence_id: UUID, state: str) -> None:
        super().__init__(evidence_id, state)
        self.evidence_id = evidence_id
        self.state = state

    def __str__(self) -> str:
        return (
            f"Evidence request {self.evidence_id} is {self.state} already. "
            "Ask for the cover again to have it decided again."
        )


class UnknownEvidenceOutcome(EnrolmentsError):
    """
    The outcome is none that this domain knows.
    """

    code = "unknown-evidence-outcome"
    http_status = 422

    def __init__(self, outcome: str, known: tuple[str, ...]) -> None:
        super().__init__(outcome, known)
        self.outcome = outcome
        self.known = known

    def __str__(self) -> str:
        return f"{self.outcome!r} is no outcome of evidence. Use one of {', '.join(self.known)}."


class EvidenceDayNotCovered(EnrolmentsError):
    """
    The outcome's first day is not a day of the cover.
    """

    code = "evidence-day-not-covered"
    http_status = 422

    def __init__(self, evidence_id: UUID, on: dt.date, covered: str) -> None:
        super().__init__(evidence_id, on, covered)
        self.evidence_id = evidence_id
        self.on = on
        self.covered = covered

    def __str__(self) -> str:
        return (
            f"Evidence request {self.evidence_id} is about cover from {self.covered}, and {self.on} is "
            "not in it. Choose a day of the cover."
        )


class GuaranteeUnknown(EnrolmentsError):
    """
    The catalogue asks for evidence but names no guaranteed cover.
    """

    code = "guarantee-unknown"

    def __init__(self, option_id: UUID, cover: Money) -> None:
        super().__init__(option_id, cover)
        self.option_id = option_id
        self.cover = cover

    def __str__(self) -> str:
        return (
            f"Cover of {self.cover} by option {self.option_id} takes evidence, and the catalogue does "
            "not say which cover is guaranteed. Ask HR to publish the guaranteed amount."
        )
