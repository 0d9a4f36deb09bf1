"""
What are the terms of a plan?
"""

from uuid import UUID

from benefits_app import models
from benefits_app.data import Plan
from benefits_app.errors import PlanNotFound
from benefits_app.queries.terms import plan_value
from domain_kit.actor import Actor


def get_plan(*, actor: Actor, plan_id: UUID) -> Plan:
    """
    A plan with its terms, tiers and contributions.

    Raises:
        PlanNotFound: if the actor can see no such plan.
    """
    plans = models.Plan.objects.select_related("benefit").prefetch_related(
        "relationships", "tiers", "contributions"
    )
    row = actor.scope(plans, "benefit__employer_id").filter(pk=plan_id).first()
    if row is None:
        raise PlanNotFound(plan_id)
    return plan_value(row)
