"""
How is a part of a month charged in a plan? As benefits says it, in the words of billing.
"""

import functools
from uuid import UUID

from benefits_app import api as benefits
from domain_kit.actor import Actor

ACTOR = Actor.system("billing")
# Older releases of benefits have no terms: every plan is charged by the day.
HAS_TERMS = hasattr(benefits, "get_plan")
PLANS = 10_000

type Terms = dict[str, str | int]


class NotFixed(Exception):
    """
    The plan is a draft: its terms may still change, so that nobody may remember them.
    """

    def __init__(self, terms: Terms) -> None:
        super().__init__(terms)
        self.terms = terms


def terms_of(plan_id: UUID) -> Terms:
    """
    `proration` and, where the plan looks at one day, `wash_day`; nothing where nobody knows.
    """
    if not HAS_TERMS:
        return {}
    try:
        return _published(plan_id)
    except NotFixed as draft:
        return draft.terms
    except benefits.PlanNotFound:
        return {}


@functools.lru_cache(maxsize=PLANS)
def _published(plan_id: UUID) -> Terms:
    """
    Asked once in the life of a process: benefits never changes the terms of a published plan.
    """
    plan = benefits.get_plan(actor=ACTOR, plan_id=plan_id)
    proration = plan.terms.proration
    terms: Terms = {"proration": proration.policy.value.replace("_", "-")}
    if proration.wash_day is not None:
        terms["wash_day"] = proration.wash_day
    if plan.status is benefits.PlanStatus.DRAFT:
        raise NotFixed(terms)
    return terms
