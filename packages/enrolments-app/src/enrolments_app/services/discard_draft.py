"""
Empty a cart for good.
"""

from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app.services.commands import act_once
from enrolments_app.services.draft_batch import locked_draft


def discard_draft(*, actor: Actor, idempotency_key: str, batch_id: UUID) -> None:
    """
    Forget a draft and its lines; nothing was covered by it.

    Raises:
        BatchNotFound: if the actor can see no such batch.
        BatchAlreadySubmitted: if it is no draft any more.
        NotPermitted: unless HR, operator, or the employee itself.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> None:
        locked_draft(actor, batch_id).delete()

    act_once(
        "discard_draft",
        actor=actor,
        idempotency_key=idempotency_key,
        request={"batch": str(batch_id)},
        execute=execute,
    )
