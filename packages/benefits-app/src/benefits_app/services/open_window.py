"""
Let people choose between two days of their employer's calendar.
"""

import datetime as dt
from uuid import UUID

from benefits_app import models
from benefits_app.data import Window
from benefits_app.errors import WindowOnlyMovesLater
from benefits_app.queries.values import window_value
from benefits_app.services.commands import former_scope, key_holder, storable
from benefits_app.services.find import year_of
from domain_kit.actor import Actor, Role
from domain_kit.idempotency import once


def open_window(
    *,
    actor: Actor,
    idempotency_key: str,
    plan_year_id: UUID,
    kind: str,
    opens_on: dt.date,
    closes_on: dt.date,
) -> Window:
    """
    Open a window on both days inclusive, in the plan year's zone (C-13, C-14).

    Raises:
        PlanYearNotFound: if the actor can see no such plan year.
        WindowOnlyMovesLater: if it would close before it opens.
        NotPermitted: unless the actor is HR or operator.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute(window_id: UUID) -> None:
        actor.require_role(Role.HR, Role.OPERATOR)
        year = year_of(actor, plan_year_id)
        if closes_on < opens_on:
            raise WindowOnlyMovesLater(closes_on)
        models.EnrolmentWindow.objects.create(
            id=window_id,
            employer_id=year.employer_id,
            plan_year=year,
            kind=kind,
            opens_on=opens_on,
            closes_on=closes_on,
            time_zone=year.time_zone,
        )

    window_id = once(
        models.CommandRecord,
        actor=key_holder(actor),
        idempotency_key=idempotency_key,
        command="open_window",
        request=storable(
            {
                "plan_year": str(plan_year_id),
                "kind": kind,
                "opens_on": str(opens_on),
                "closes_on": str(closes_on),
            }
        ),
        execute=execute,
        former_scope=former_scope(actor),
    )
    return window_value(models.EnrolmentWindow.objects.get(pk=window_id))
