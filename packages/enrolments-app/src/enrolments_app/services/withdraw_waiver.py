"""
Take a waiver back: the benefit may be chosen again.
"""

from uuid import UUID

from domain_kit.actor import Actor, Role
from domain_kit.clock import now
from enrolments_app.data.waivers import Waiver as WaiverValue
from enrolments_app.errors.waivers import WaiverNotFound, WaiverWithdrawn
from enrolments_app.models.waiver import Waiver
from enrolments_app.queries.own_rows import own_rows
from enrolments_app.queries.waivers import get_waiver
from enrolments_app.services.commands import act_once


def withdraw_waiver(*, actor: Actor, idempotency_key: str, waiver_id: UUID) -> WaiverValue:
    """
    Take a waiver back as a whole; the row stays, and blocks no cover any more.

    Raises:
        WaiverNotFound: if the actor can see no such waiver.
        WaiverWithdrawn: if it was taken back before.
        NotPermitted: unless HR, operator, or the employee itself.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> None:
        actor.require_role(Role.EMPLOYEE, Role.HR, Role.OPERATOR)
        row = own_rows(actor, Waiver).select_for_update().filter(pk=waiver_id).first()
        if row is None:
            raise WaiverNotFound(waiver_id)
        if row.withdrawn_at is not None:
            raise WaiverWithdrawn(waiver_id, row.withdrawn_at)
        row.withdrawn_at = now()
        row.withdrawn_by = actor.id
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])

    act_once(
        "withdraw_waiver",
        actor=actor,
        idempotency_key=idempotency_key,
        request={"waiver": str(waiver_id)},
        execute=execute,
    )
    return get_waiver(actor=actor, waiver_id=waiver_id)
