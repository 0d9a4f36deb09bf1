"""
Take back the end of a dependant: the person goes on as before.
"""

from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app.data.dependants import RegisteredDependant
from enrolments_app.errors.dependants import DependantNotEnded, DependantNotFound
from enrolments_app.models.dependant import Dependant
from enrolments_app.queries.dependants import get_dependant
from enrolments_app.queries.own_rows import own_rows
from enrolments_app.services.commands import act_once
from enrolments_app.services.dependant_days import move_dependant_end
from enrolments_app.services.permission import DECIDERS


def withdraw_dependant_end(
    *, actor: Actor, idempotency_key: str, dependant_id: UUID
) -> RegisteredDependant:
    """
    Let somebody be a dependant from the first day on without an end. Cover that changed with the
    end stays as it is, and `change_option` takes the person in again.

    Raises:
        DependantNotFound: if the actor can see no such dependant.
        DependantNotEnded: if no end was set.
        DependantKeyTaken, SecondPartner: if the days after the end are another dependant's.
        NotPermitted: unless HR, operator, or the employee itself.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> None:
        actor.require_role(*DECIDERS)
        row = own_rows(actor, Dependant).select_for_update().filter(pk=dependant_id).first()
        if row is None:
            raise DependantNotFound(dependant_id)
        if row.days.upper is None:
            raise DependantNotEnded(dependant_id)
        move_dependant_end(row, None, "")

    act_once(
        "withdraw_dependant_end",
        actor=actor,
        idempotency_key=idempotency_key,
        request={"dependant": str(dependant_id)},
        execute=execute,
    )
    return get_dependant(actor=actor, dependant_id=dependant_id)
