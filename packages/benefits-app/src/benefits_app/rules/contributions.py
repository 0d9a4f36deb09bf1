"""
Which part of a price does the employer pay (C-09)?
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from benefits_app.data import Contribution, ContributionKind, ContributionScheme, Funding, Shares
from benefits_app.errors import ContributionBroken
from domain_kit.money import Money, exponent, round_half_down

_NEEDS: Mapping[ContributionKind, tuple[str, ...]] = {
    ContributionKind.FIXED: ("amount",),
    ContributionKind.PERCENT: ("percent",),
    ContributionKind.PERCENT_CAPPED: ("percent", "cap"),
    ContributionKind.REFERENCE: ("percent", "reference_option_id"),
}
_EMPLOYER_PAYS = (Funding.EMPLOYER_PAID, Funding.ALLOWANCE)


def shares(
    *,
    total: Money,
    tier: str,
    funding: Funding,
    scheme: ContributionScheme | None,
    references: Mapping[UUID, Money],
) -> Shares:
    """
    The employer's part, rounded half down, and the employee's, which is the rest.

    Without a scheme the employer pays all of what it funds and nothing of the rest. A tier
    without a rule is paid to the minimum. Nobody pays more than the price.

    Raises:
        ContributionBroken: if the price of a reference option is missing.
        CurrencyMismatch: if a fixed part or a cap is in another currency.
    """
    if scheme is None:
        employer = total if funding in _EMPLOYER_PAYS else Money.zero(total.currency)
        return Shares(employer=employer, employee=total - employer)
    rules = {rule.tier: rule for rule in scheme.contributions}
    rule = rules.get(tier) or rules.get("")
    part = _part(rule, total, references) if rule else Money.zero(total.currency)
    employer = min(total, max(part, _percent(scheme.minimum_percent, total)))
    return Shares(employer=employer, employee=total - employer)


def _part(rule: Contribution, total: Money, references: Mapping[UUID, Money]) -> Money:
    require_sound(ContributionScheme(contributions=(rule,)))
    match rule:
        case Contribution(kind=ContributionKind.FIXED, amount=Money() as amount):
            return amount
        case Contribution(kind=ContributionKind.PERCENT, percent=Decimal() as percent):
            return _percent(percent, total)
        case Contribution(percent=Decimal() as percent, cap=Money() as cap):
            return min(cap, _percent(percent, total))
        case Contribution(percent=Decimal() as percent, reference_option_id=UUID() as option):
            if option in references:
                return _percent(percent, references[option])
    raise ContributionBroken(f"no price for the reference option {rule.reference_option_id}")


def _percent(percent: Decimal, of: Money) -> Money:
    exact = Fraction(of.amount) * Fraction(percent) / 100
    return Money.of(round_half_down(exact, exponent(of.currency)), of.currency)


def require_sound(scheme: ContributionScheme) -> None:
    """
    Raises:
        ContributionBroken: if a tier has two rules, or a rule lacks something or is impossible.
    """
    tiers = [rule.tier for rule in scheme.contributions]
    if len(set(tiers)) < len(tiers):
        raise ContributionBroken("two rules for one tier")
    for rule in scheme.contributions:
        missing = [name for name in _NEEDS[rule.kind] if getattr(rule, name) is None]
        if missing:
            raise ContributionBroken(f"a rule of the kind {rule.kind} without {missing[0]}")
        if any(money is not None and money.minor < 0 for money in (rule.amount, rule.cap)):
            raise ContributionBroken("an amount below zero")
    for percent in (*(rule.percent for rule in scheme.contributions), scheme.minimum_percent):
        if percent is not None and not 0 <= percent <= 100:
            raise ContributionBroken(f"a percentage of {percent}")
