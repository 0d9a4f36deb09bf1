"""
Close an option to new entrants; whoever has it keeps it.
"""

import datetime as dt
from uuid import UUID

from benefits_app import models
from benefits_app.queries.listing import DefinedOption, defined_option
from benefits_app.services.commands import once_on
from benefits_app.services.find import option_of
from domain_kit.actor import Actor, Role


def close_option_to_new(
    *, actor: Actor, idempotency_key: str, option_id: UUID, from_day: dt.date | None
) -> DefinedOption:
    """
    From a day on the option is not on offer, and its quotes say that it is `closed_to_new`. Who
    has it keeps it, and is priced again and renewed as before: its copy in the next plan year is
    closed as well. Again with another day it moves; None opens the option to everybody.

    Raises:
        OptionNotFound: if the actor can see no such option.
        NotPermitted: unless the actor is HR or operator.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> None:
        actor.require_role(Role.HR, Role.OPERATOR)
        option_of(actor, option_id)
        models.PlanOption.objects.filter(pk=option_id).update(closed_to_new_on=from_day)

    once_on(
        actor=actor,
        idempotency_key=idempotency_key,
        command="close_option_to_new",
        request={"option": str(option_id), "from_day": str(from_day)},
        execute=execute,
    )
    return defined_option(option_id)
