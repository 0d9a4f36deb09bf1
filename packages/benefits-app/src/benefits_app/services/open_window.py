"""
Let people choose between two days of their employer's calendar.
"""

import datetime as dt
from uuid import UUID

from benefits_app import models
from benefits_app.data import Window
from benefits_app.errors import PlanYearNotFound, WindowOnlyMovesLater
from benefits_app.queries.values import window_value
from benefits_app.rules.windows import window_instants
from benefits_app.services.once import once
from domain_kit.actor import Actor, Role


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
    actor.require_role(Role.HR, Role.OPERATOR)
    year = actor.scope(models.PlanYear.objects).filter(pk=plan_year_id).first()
    if year is None:
        raise PlanYearNotFound(plan_year_id)
    if closes_on < opens_on:
        raise WindowOnlyMovesLater(closes_on)
    opens_at, closes_at = window_instants(
        opens_on=opens_on, closes_on=closes_on, time_zone=year.time_zone
    )

    def execute() -> UUID:
        return models.EnrolmentWindow.objects.create(
            employer_id=year.employer_id,
            plan_year=year,
            kind=kind,
            opens_at=opens_at,
            closes_at=closes_at,
        ).id

    window_id = once(
        "open_window",
        employer_id=year.employer_id,
        idempotency_key=idempotency_key,
        request={
            "plan_year": str(plan_year_id),
            "kind": kind,
            "opens_on": str(opens_on),
            "closes_on": str(closes_on),
        },
        execute=execute,
    )
    return window_value(models.EnrolmentWindow.objects.get(pk=window_id))
