"""
Put other choices into a cart.
"""

from collections.abc import Sequence
from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app.data.elections import ElectionBatch as BatchValue
from enrolments_app.data.elections import ElectionRequest
from enrolments_app.queries.election_batches import get_batch
from enrolments_app.services.commands import act_once
from enrolments_app.services.draft_batch import locked_draft
from enrolments_app.services.draft_lines import (
    requested,
    require_lines,
    require_one_reason,
    write_lines,
)
from enrolments_app.services.employee_for import employee_for


def revise_draft(
    *,
    actor: Actor,
    idempotency_key: str,
    batch_id: UUID,
    lines: Sequence[ElectionRequest],
    window_id: UUID | None = None,
    claim_id: UUID | None = None,
) -> BatchValue:
    """
    Replace the lines of a draft, and the right by which it will be submitted.

    Raises:
        BatchNotFound: if the actor can see no such batch.
        BatchAlreadySubmitted: if it is no draft any more.
        BatchEmpty, TooManyLines, BatchHasTwoEmployees, BatchNeedsOneReason,
        LifeEventClaimNotFound, MemberNotCoverable, EmployeeNotFound, NotPermitted: as `save_draft`.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> None:
        batch = locked_draft(actor, batch_id)
        facts = employee_for(actor, batch.employee_id)
        require_one_reason(facts, window_id=window_id, claim_id=claim_id)
        require_lines(facts, lines)
        batch.window_id = window_id
        batch.claim_id = claim_id
        batch.save(update_fields=["window_id", "claim"])
        batch.lines.all().delete()
        write_lines(batch_id, lines)

    act_once(
        "revise_draft",
        actor=actor,
        idempotency_key=idempotency_key,
        request={
            "batch": str(batch_id),
            "lines": requested(lines),
            "window": str(window_id),
            "claim": str(claim_id),
        },
        execute=execute,
    )
    return get_batch(actor=actor, batch_id=batch_id)
