"""
Which options follow those of a plan year?
"""

from uuid import UUID

from benefits_app import models
from benefits_app.data import Successor
from benefits_app.errors import PlanYearNotFound
from domain_kit.actor import Actor


def successors(*, actor: Actor, plan_year_id: UUID) -> tuple[Successor, ...]:
    """
    Every mapped option of the year with its successor; None if its people must choose.

    Raises:
        PlanYearNotFound: if the actor can see no such plan year.
    """
    years = actor.scope(models.PlanYear.objects.all())
    if not years.filter(pk=plan_year_id).exists():
        raise PlanYearNotFound(plan_year_id)
    rows = models.OptionMapping.objects.filter(option__plan__plan_year_id=plan_year_id)
    return tuple(
        Successor(option_id=option_id, successor_id=successor_id)
        for option_id, successor_id in rows.order_by("option_id").values_list(
            "option_id", "successor_id"
        )
    )
