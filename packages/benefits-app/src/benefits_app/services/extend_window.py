"""
Give people more time to choose.
"""

import datetime as dt
from uuid import UUID

from benefits_app import models
from benefits_app.data import Window
from benefits_app.errors import WindowNotFound
from benefits_app.queries.values import days_of_row, window_value
from benefits_app.rules.windows import extended
from benefits_app.services.commands import once_on
from domain_kit.actor import Actor, Role


def extend_window(
    *, actor: Actor, idempotency_key: str, window_id: UUID, closes_on: dt.date
) -> Window:
    """
    Close a window at the end of a later day of the plan year's zone (C-15).

    Raises:
        WindowNotFound: if the actor can see no such window.
        WindowOnlyMovesLater: if the new end is not later than the announced one.
        NotPermitted: unless the actor is HR or operator.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> None:
        actor.require_role(Role.HR, Role.OPERATOR)
        windows = actor.scope(models.EnrolmentWindow.objects.select_for_update())
        window = windows.filter(pk=window_id).first()
        if window is None:
            raise WindowNotFound(window_id)
        longer = extended(days_of_row(window), closes_on=closes_on)
        models.EnrolmentWindow.objects.filter(pk=window_id).update(
            closes_on=longer.closes_on,
            extended_from=window.extended_from or window.closes_on,
        )

    once_on(
        actor=actor,
        idempotency_key=idempotency_key,
        command="extend_window",
        request={"window": str(window_id), "closes_on": str(closes_on)},
        execute=execute,
    )
    return window_value(models.EnrolmentWindow.objects.get(pk=window_id))
