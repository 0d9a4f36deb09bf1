"""
Which draft does a command change or submit? It is locked until the command has committed.
"""

from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app.data.elections import BatchState
from enrolments_app.errors.elections import BatchAlreadySubmitted, BatchNotFound
from enrolments_app.models.election import ElectionBatch
from enrolments_app.queries.own_rows import own_rows
from enrolments_app.services.permission import DECIDERS


def locked_draft(actor: Actor, batch_id: UUID) -> ElectionBatch:
    """
    The draft, if the actor may see it.

    Raises:
        BatchNotFound: if the actor can see no such batch.
        BatchAlreadySubmitted: if it is no draft any more.
        NotPermitted: unless HR, operator, or the employee itself.
    """
    actor.require_role(*DECIDERS)
    row = own_rows(actor, ElectionBatch).select_for_update().filter(pk=batch_id).first()
    if row is None:
        raise BatchNotFound(batch_id)
    if row.state != BatchState.DRAFT:
        assert row.submitted_at is not None
        raise BatchAlreadySubmitted(batch_id, row.submitted_at)
    return row
