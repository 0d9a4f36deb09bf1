"""
Say whom a plan covers, as what, and in which tiers.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F

from benefits_app import models
from benefits_app.data import Plan, RelationshipRule, Tier
from benefits_app.queries.plans import get_plan
from benefits_app.rules.tiers import require_one_for_each
from benefits_app.services.commands import asked, once_on
from benefits_app.services.find import draft_of
from domain_kit.actor import Actor, Role


def define_tiers(
    *,
    actor: Actor,
    idempotency_key: str,
    plan_id: UUID,
    relationships: Sequence[RelationshipRule],
    tiers: Sequence[Tier],
    version: int | None = None,
) -> Plan:
    """
    Set the relationships and tiers of a draft plan; they take the place of those it had.

    Raises:
        PlanNotFound: if the actor can see no such plan.
        NoTier, TierAmbiguous: unless exactly one tier fits any household.
        PlanPublished: if people can choose the plan already.
        StaleVersion: if somebody has changed the plan since that version.
        NotPermitted: unless the actor is HR or operator.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> None:
        actor.require_role(Role.HR, Role.OPERATOR)
        require_one_for_each(tiers, relationships={rule.priced_as for rule in relationships})
        plan = draft_of(actor, plan_id, version)
        write_tiers(plan, relationships, tiers)
        models.Plan.objects.filter(pk=plan_id).update(version=F("version") + 1)

    once_on(
        actor=actor,
        idempotency_key=idempotency_key,
        command="define_tiers",
        request={
            "plan": str(plan_id),
            "relationships": [asked(rule) for rule in relationships],
            "tiers": [asked(tier) for tier in tiers],
            "version": version,
        },
        execute=execute,
    )
    return get_plan(actor=actor, plan_id=plan_id)


def write_tiers(
    plan: models.Plan, relationships: Sequence[RelationshipRule], tiers: Sequence[Tier]
) -> None:
    """
    Replace the relationships and tiers of a plan.
    """
    plan.relationships.all().delete()
    plan.tiers.all().delete()
    models.MemberRelationship.objects.bulk_create(
        models.MemberRelationship(
            plan=plan,
            position=position,
            relationship=rule.relationship,
            operator=rule.operator.value if rule.operator else "",
            age=rule.age,
            disabled=rule.disabled,
            priced_as=rule.priced_as,
        )
        for position, rule in enumerate(relationships)
    )
    models.TierRule.objects.bulk_create(
        models.TierRule(
            plan=plan,
            position=position,
            tier=tier.code,
            requires=[
                {
                    "relationship": wanted.relationship,
                    "operator": wanted.operator.value,
                    "count": wanted.count,
                }
                for wanted in tier.requires
            ],
        )
        for position, tier in enumerate(tiers)
    )
