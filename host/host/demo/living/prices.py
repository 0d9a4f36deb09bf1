"""
What makes a price in the living world: ages, tiers, limits of cover, who pays and who may have it.
"""

from collections.abc import Callable
from decimal import Decimal

from benefits_app import api as benefits
from domain_kit.money import Money

ADULTS = ((0, 29, "0.74"), (30, 39, "1"), (40, 49, "1.28"), (50, 59, "1.72"), (60, 120, "2.35"))
TIERS = {"single": "1", "couple": "1.9", "children": "1.7", "family": "2.6"}
CHILD = Decimal("0.4")
_PAID = {"MED": "80", "DENTAL": "50"}


def bands_of(
    basis: benefits.Basis, pounds: Decimal, price: Money
) -> list[benefits.RateBand] | None:
    """
    The rates of an option; None where everybody pays the same. A rate for a thousand of cover is
    the same number in every currency.
    """
    if basis is benefits.Basis.PER_MEMBER:
        adults = [
            _band(first, last, _part(price, Decimal(times)), "adult")
            for first, last, times in ADULTS
        ]
        return [*adults, _band(0, 120, _part(price, CHILD), "child")]
    if basis is benefits.Basis.PER_TIER:
        return [_band(0, 120, _part(price, Decimal(times)), tier) for tier, times in TIERS.items()]
    if basis is benefits.Basis.PER_1000:
        return [_band(first, last, pounds * Decimal(times), "") for first, last, times in ADULTS]
    return None


def _part(price: Money, times: Decimal) -> Decimal:
    return Money.rounded(price.amount * times, price.currency).amount


def _band(first: int, last: int, amount: Decimal, group: str) -> benefits.RateBand:
    return benefits.RateBand(age_from=first, age_to=last, amount=amount, group=group)


def tiers_of(
    basis: benefits.Basis,
) -> tuple[list[benefits.RelationshipRule], list[benefits.Tier]]:
    """
    Whom a plan covers and as what, and which households pay alike.
    """
    if basis is benefits.Basis.PER_MEMBER:
        return _priced_as(self="adult", spouse="adult", partner="adult", child="child"), []
    if basis is benefits.Basis.PER_TIER:
        compared = benefits.Comparison
        partner = benefits.TierCount(relationship="spouse", operator=compared.EQUAL, count=1)
        children = benefits.TierCount(relationship="child", operator=compared.AT_LEAST, count=1)
        return _priced_as(self="self", spouse="spouse", partner="spouse", child="child"), [
            benefits.Tier(code="single", requires=()),
            benefits.Tier(code="couple", requires=(partner,)),
            benefits.Tier(code="children", requires=(children,)),
            benefits.Tier(code="family", requires=(partner, children)),
        ]
    return [], []


def _priced_as(**priced: str) -> list[benefits.RelationshipRule]:
    return [
        benefits.RelationshipRule(relationship=relationship, priced_as=as_what)
        for relationship, as_what in priced.items()
    ]


def cover_terms(money: Callable[[Decimal], Money]) -> benefits.CoverTerms:
    """
    How much life cover there is, and how much of it without a doctor's word.
    """
    return benefits.CoverTerms(
        minimum=money(Decimal(25_000)),
        maximum=money(Decimal(500_000)),
        step=money(Decimal(25_000)),
        guaranteed=money(Decimal(200_000)),
    )


def scheme_of(code: str) -> benefits.ContributionScheme | None:
    """
    Which part of a benefit the employer pays; None where its funding says it.
    """
    if code not in _PAID:
        return None
    rule = benefits.Contribution(
        kind=benefits.ContributionKind.PERCENT, percent=Decimal(_PAID[code])
    )
    return benefits.ContributionScheme(contributions=(rule,))


def rules_of(code: str) -> list[benefits.Condition]:
    """
    Private medical is for half a job and more.
    """
    if code != "MED":
        return []
    return [
        benefits.Condition(
            fact=benefits.Fact.FTE, operator=benefits.Operator.AT_LEAST, value=Decimal("0.5")
        )
    ]
