"""
What do an option's terms and rates make a household pay?
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from fractions import Fraction

from benefits_app.data import (
    SELF,
    Basis,
    BillingMode,
    Member,
    PricedOption,
    QuoteLine,
    QuoteRequest,
)
from benefits_app.errors import BirthDateNeeded, MembersOutOfLimits
from benefits_app.rules.ages import priced_age
from benefits_app.rules.households import counts, household, members
from benefits_app.rules.list_bill import PAYING_CHILDREN, free_children
from benefits_app.rules.rates import amount_at, bands_for, needs_age
from benefits_app.rules.tiers import tier_of
from domain_kit.money import Money

ALWAYS_PAY = frozenset({SELF, "spouse", "partner"})
"""The pricing relationships that a list bill does not limit."""

type AgeOf = Callable[[Member], int]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """
    The tier and the lines of a price; the total is what they add up to.
    """

    tier: str
    lines: tuple[QuoteLine, ...]
    total: Money


def breakdown(*, option: PricedOption, request: QuoteRequest, on: dt.date) -> Breakdown:
    """
    The price of a request as it is on a day, by the rates of the option.

    Raises:
        BirthDateNeeded: if it depends on an age that is not known.
        MemberNotBorn, MemberNotCoverable, HouseholdBroken: of the people named.
        MembersOutOfLimits, NoTier, TierAmbiguous: of the household they are.
        NoRateForAge, NoRateForGroup: if the rates have a hole.
    """
    found = members(
        option_id=option.option_id,
        people=household(request.people),
        rules=option.relationships,
        on=on,
    )
    _require_limits(option, len(found))
    tier = tier_of(option.tiers, counts(found))
    lines: tuple[QuoteLine, ...]

    def age_of(member: Member) -> int:
        if member.person.born_on is None:
            raise BirthDateNeeded(option.option_id, member.person.key)
        return priced_age(
            born_on=member.person.born_on,
            on=on,
            plan_year=option.plan_year,
            policy=option.terms.age_policy,
            priced_on=request.priced_on,
        )

    if option.rates.basis in (Basis.PER_ENROLMENT, Basis.PER_TIER):
        lines = _shared(option, found, tier, age_of)
    else:
        lines = _each(option, found, request.cover, age_of)
    total = sum((line.amount for line in lines), Money.zero(option.rates.currency))
    return Breakdown(tier=tier, lines=lines, total=total)


def _require_limits(option: PricedOption, count: int) -> None:
    low, high = option.terms.min_members, option.terms.max_members
    if (low is not None and count < low) or (high is not None and count > high):
        raise MembersOutOfLimits(option.option_id, count, low, high)


def _shared(
    option: PricedOption, found: Sequence[Member], tier: str, age_of: AgeOf
) -> tuple[QuoteLine, ...]:
    """
    One price for all: each share is rounded down, and the employee has the residue (C-08).
    """
    group = tier if option.rates.basis is Basis.PER_TIER else ""
    age, exact = _rate(option, group, found[0], age_of)
    shares = Money.rounded(exact, option.rates.currency).split(len(found))
    return tuple(
        QuoteLine(
            key=member.person.key,
            relationship=member.priced_as,
            age=None if member.person.key else age,
            amount=share,
        )
        for member, share in zip(found, shares, strict=True)
    )


def _each(
    option: PricedOption, found: Sequence[Member], cover: Money | None, age_of: AgeOf
) -> tuple[QuoteLine, ...]:
    """
    A price for each, rounded once; in a list bill some dependants are free (C-07).
    """
    units = Fraction(1)
    if option.rates.basis is Basis.PER_1000 and cover is not None:
        units = Fraction(cover.amount) / 1000
    free = _free(option, found, age_of)
    lines = []
    for member in found:
        age, exact = _rate(option, member.priced_as, member, age_of)
        due = Fraction(0) if member.person.key in free else units * exact
        lines.append(
            QuoteLine(
                key=member.person.key,
                relationship=member.priced_as,
                age=age,
                amount=Money.rounded(due, option.rates.currency),
            )
        )
    return tuple(lines)


def _free(option: PricedOption, found: Sequence[Member], age_of: AgeOf) -> frozenset[str]:
    limited = [member for member in found if member.priced_as not in ALWAYS_PAY]
    if option.terms.billing_mode is not BillingMode.LIST or len(limited) <= PAYING_CHILDREN:
        return frozenset()
    return free_children({member.person.key: age_of(member) for member in limited})


def _rate(
    option: PricedOption, group: str, member: Member, age_of: AgeOf
) -> tuple[int | None, Fraction]:
    """
    The age that was looked up, None where every age costs the same, and its exact amount.
    """
    bands = bands_for(option.option_id, option.rates, group)
    if not needs_age(bands):
        return None, Fraction(bands[0].amount)
    age = age_of(member)
    return age, Fraction(amount_at(option.option_id, bands, age))
