"""
Mail a credit note.
"""

from uuid import UUID

from django.db import transaction

from billing_app.data import CreditNote
from billing_app.queries.credits import get_credit_note
from billing_app.services.delivery import deliver_credit_note, failed_before
from billing_app.services.once import once_at
from domain_kit.actor import Actor, Role


def send_credit_note(*, actor: Actor, idempotency_key: str, credit_note_id: UUID) -> CreditNote:
    """
    Mail a credit note to the account's `billing_email`, with its CSV and, where the extra [pdf] is
    installed, its PDF, once the transaction is committed. One that fails raises an alert, and the same
    key mails it again; another key sends another copy.

    Raises:
        CreditNoteNotFound: if the actor can see no such credit note.
        NotPermitted: unless finance or operator.
        IdempotencyConflict: if the key was used for something else.
    """
    note = get_credit_note(actor=actor, credit_note_id=credit_note_id)
    first = []

    def execute() -> UUID:
        actor.require_role(Role.FINANCE, Role.OPERATOR)
        first.append(True)
        return credit_note_id

    once_at(
        note.employer_id,
        "send_credit_note",
        actor=actor,
        idempotency_key=idempotency_key,
        request={"credit_note": str(credit_note_id)},
        execute=execute,
    )
    if first or failed_before(credit_note_id).exists():
        transaction.on_commit(lambda: deliver_credit_note(actor, credit_note_id), robust=True)
    return note
