"""
Write down what the insurer answered to a wish for more cover.
"""

import datetime as dt
from uuid import UUID

from domain_kit.actor import Actor, Role
from domain_kit.clock import now
from enrolments_app.data.evidence import EvidenceRequest as RequestValue
from enrolments_app.data.evidence import EvidenceState
from enrolments_app.errors.evidence import (
    EvidenceAlreadyDecided,
    EvidenceRequestNotFound,
    UnknownEvidenceOutcome,
)
from enrolments_app.models.evidence_request import EvidenceRequest
from enrolments_app.queries.evidence import get_evidence_request
from enrolments_app.queries.own_rows import own_rows
from enrolments_app.rules.texts import require_text
from enrolments_app.services.commands import act_once
from enrolments_app.services.employee_for import OFFICE
from enrolments_app.services.recover import recover

OUTCOMES = tuple(state for state in EvidenceState if state is not EvidenceState.PENDING)


def record_evidence_outcome(
    *,
    actor: Actor,
    idempotency_key: str,
    evidence_id: UUID,
    outcome: str,
    effective_on: dt.date,
    reason: str = "",
) -> RequestValue:
    """
    Decide one member's request, with effect from a day (C-18).

    Approved: the cover asked for, at its price, from that day on and not before. Denied or
    withdrawn: the guaranteed cover stays. Rejected: no cover from that day on; what was charged
    before stays charged, unless the plan says so and `effective_on` is the first day of the cover.

    Raises:
        EvidenceRequestNotFound: if the actor can see no such request.
        EvidenceAlreadyDecided: if it was decided before.
        UnknownEvidenceOutcome: if the outcome is none of approved, denied, rejected, withdrawn.
        EvidenceDayNotCovered: if the day is not one of the cover.
        NotOffered, EmployeeNotFound: if the catalogue or the directory has forgotten.
        NotPermitted: unless HR or operator; the employee itself may withdraw.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> None:
        state = _outcome(outcome)
        actor.require_role(*OFFICE, *_withdrawer(state))
        require_text("reason", reason, longest=200, shortest=0)
        row = own_rows(actor, EvidenceRequest).select_for_update().filter(pk=evidence_id).first()
        if row is None:
            raise EvidenceRequestNotFound(evidence_id)
        if row.state != EvidenceState.PENDING:
            raise EvidenceAlreadyDecided(evidence_id, row.state)
        row.state = state
        row.effective_on = effective_on
        row.decided_at = now()
        row.decided_by = actor.id
        row.reason = reason
        row.save()
        if state in (EvidenceState.APPROVED, EvidenceState.REJECTED):
            recover(actor=actor, decided=row, reason=reason or f"evidence {state}")

    act_once(
        "record_evidence_outcome",
        actor=actor,
        idempotency_key=idempotency_key,
        request={
            "evidence": str(evidence_id),
            "outcome": outcome,
            "effective_on": str(effective_on),
            "reason": reason,
        },
        execute=execute,
    )
    return get_evidence_request(actor=actor, evidence_id=evidence_id)


def _outcome(outcome: str) -> EvidenceState:
    for state in OUTCOMES:
        if state == outcome:
            return state
    raise UnknownEvidenceOutcome(outcome, tuple(state.value for state in OUTCOMES))


def _withdrawer(state: EvidenceState) -> tuple[Role, ...]:
    return (Role.EMPLOYEE,) if state is EvidenceState.WITHDRAWN else ()
