"""
How do the rows of a plan's terms become the values that price it?
"""

from decimal import Decimal

from benefits_app import models
from benefits_app.data import (
    AgePolicy,
    BillingMode,
    Comparison,
    Contribution,
    ContributionKind,
    ContributionScheme,
    CoverTerms,
    Plan,
    PlanStatus,
    PlanTerms,
    Proration,
    ProrationPolicy,
    RelationshipRule,
    Tier,
    TierCount,
)
from domain_kit.money import Money


def plan_value(row: models.Plan) -> Plan:
    """
    A plan, read with its benefit.
    """
    return Plan(
        id=row.id,
        employer_id=row.benefit.employer_id,
        benefit_id=row.benefit_id,
        plan_year_id=row.plan_year_id,
        currency=row.currency,
        status=PlanStatus(row.status),
        terms=terms_value(row),
        relationships=relationship_values(row),
        tiers=tier_values(row),
        scheme=scheme_value(row),
        version=row.version,
    )


def terms_value(row: models.Plan) -> PlanTerms:
    """
    What the columns of a plan say.
    """
    return PlanTerms(
        proration=Proration(policy=ProrationPolicy(row.proration), wash_day=row.wash_day),
        age_policy=AgePolicy(row.age_policy),
        billing_mode=BillingMode(row.billing_mode),
        min_members=row.min_members,
        max_members=row.max_members,
    )


def relationship_values(row: models.Plan) -> tuple[RelationshipRule, ...]:
    """
    As what a plan prices whom, in the order in which the rules are asked.
    """
    return tuple(
        RelationshipRule(
            relationship=rule.relationship,
            priced_as=rule.priced_as,
            operator=Comparison(rule.operator) if rule.operator else None,
            age=rule.age,
            disabled=rule.disabled,
        )
        for rule in row.relationships.all()
    )


def tier_values(row: models.Plan) -> tuple[Tier, ...]:
    """
    The tiers of a plan.
    """
    return tuple(
        Tier(
            code=rule.tier,
            requires=tuple(
                TierCount(
                    relationship=wanted["relationship"],
                    operator=Comparison(wanted["operator"]),
                    count=wanted["count"],
                )
                for wanted in rule.requires
            ),
        )
        for rule in row.tiers.all()
    )


def scheme_value(row: models.Plan) -> ContributionScheme | None:
    """
    Who pays which part; None if that was never said.
    """
    rules = tuple(
        Contribution(
            kind=ContributionKind(rule.kind),
            tier=rule.tier,
            amount=money_or_none(rule.amount, row.currency),
            percent=rule.percent,
            cap=money_or_none(rule.cap, row.currency),
            reference_option_id=rule.reference_option_id,
        )
        for rule in row.contributions.all()
    )
    if not rules and row.minimum_percent is None:
        return None
    return ContributionScheme(contributions=rules, minimum_percent=row.minimum_percent or Decimal())


def cover_value(row: models.PlanOption) -> CoverTerms:
    """
    Which amounts of cover an option has to choose from.
    """
    currency = row.plan.currency
    return CoverTerms(
        minimum=money_or_none(row.cover_min, currency),
        maximum=money_or_none(row.cover_max, currency),
        step=money_or_none(row.cover_step, currency),
        guaranteed=money_or_none(row.guaranteed_issue, currency),
    )


def money_or_none(amount: Decimal | None, currency: str) -> Money | None:
    """
    An amount of a nullable column.
    """
    return None if amount is None else Money.of(amount, currency)
