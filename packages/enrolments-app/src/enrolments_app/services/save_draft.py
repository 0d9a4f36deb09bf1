"""
Fill a cart, for now or for later.
"""

from collections.abc import Sequence
from uuid import UUID

from domain_kit.actor import Actor
from domain_kit.clock import now
from enrolments_app.data.elections import BatchState, ElectionRequest
from enrolments_app.data.elections import ElectionBatch as BatchValue
from enrolments_app.models.election import ElectionBatch
from enrolments_app.queries.election_batches import get_batch
from enrolments_app.services.draft_lines import (
    requested,
    require_lines,
    require_one_reason,
    write_lines,
)
from enrolments_app.services.employee_for import employee_for
from enrolments_app.services.once import once


def save_draft(
    *,
    actor: Actor,
    idempotency_key: str,
    employee_id: str | int,
    lines: Sequence[ElectionRequest],
    window_id: UUID | None = None,
    claim_id: UUID | None = None,
) -> BatchValue:
    """
    Keep choices together until they are submitted; nothing is covered or priced yet.

    `window_id` or `claim_id` says by which right they will be submitted.

    Raises:
        BatchEmpty, TooManyLines: if there is no line, or there are more than 50.
        BatchHasTwoEmployees: if a line is for somebody else.
        BatchNeedsOneReason: if both a window and a life event are named.
        LifeEventClaimNotFound: if the employee has no such claim.
        MemberNotCoverable: if a dependant cannot be read, with the place.
        EmployeeNotFound: if there is no such employee of the actor's.
        NotPermitted: unless HR, operator, or the employee itself.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute(batch_id: UUID) -> None:
        facts = employee_for(actor, employee_id)
        require_one_reason(facts, window_id=window_id, claim_id=claim_id)
        require_lines(facts, lines)
        ElectionBatch.objects.create(
            id=batch_id,
            employer_id=facts.employer_id,
            employee_id=str(employee_id),
            window_id=window_id,
            claim_id=claim_id,
            state=BatchState.DRAFT,
            opened_at=now(),
            opened_by=actor.id,
        )
        write_lines(batch_id, lines)

    made = once(
        "save_draft",
        actor=actor,
        idempotency_key=idempotency_key,
        request={
            "employee": str(employee_id),
            "lines": requested(lines),
            "window": str(window_id),
            "claim": str(claim_id),
        },
        execute=execute,
    )
    return get_batch(actor=actor, batch_id=made)
