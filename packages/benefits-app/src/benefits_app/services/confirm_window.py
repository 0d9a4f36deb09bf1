"""
Settle the days of a window that an older release let begin or end within a day.
"""

import datetime as dt
from uuid import UUID

from benefits_app import models
from benefits_app.data import Window, WindowDays
from benefits_app.errors import WindowNeedsNoReview, WindowNotFound, WindowOnlyMovesLater
from benefits_app.queries.values import window_value
from benefits_app.rules.windows import instants_of
from benefits_app.services.commands import once_on
from domain_kit.actor import Actor, Role


def confirm_window(
    *,
    actor: Actor,
    idempotency_key: str,
    window_id: UUID,
    opens_on: dt.date,
    closes_on: dt.date,
) -> Window:
    """
    Let a window that needs review be open on whole days, both inclusive, in its zone (C-13).

    Raises:
        WindowNotFound: if the actor can see no such window.
        WindowNeedsNoReview: if its days are settled.
        WindowOnlyMovesLater: if it would close before it opens.
        NotPermitted: unless the actor is HR or operator.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> None:
        actor.require_role(Role.HR, Role.OPERATOR)
        windows = actor.scope(models.EnrolmentWindow.objects.select_for_update())
        window = windows.filter(pk=window_id).first()
        if window is None:
            raise WindowNotFound(window_id)
        if not window.needs_review:
            raise WindowNeedsNoReview(window_id)
        if closes_on < opens_on:
            raise WindowOnlyMovesLater(closes_on)
        days = WindowDays(opens_on=opens_on, closes_on=closes_on, time_zone=window.time_zone)
        window.opens_at, window.closes_at = instants_of(days)
        window.opens_on, window.closes_on, window.needs_review = opens_on, closes_on, False
        window.save()

    once_on(
        actor=actor,
        idempotency_key=idempotency_key,
        command="confirm_window",
        request={
            "window": str(window_id),
            "opens_on": str(opens_on),
            "closes_on": str(closes_on),
        },
        execute=execute,
    )
    return window_value(models.EnrolmentWindow.objects.get(pk=window_id))
