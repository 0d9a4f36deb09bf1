"""
Are age bands whole, and what does somebody pay as they grow older?
"""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from benefits_app.data import AgePolicy, Band, RateBand, Rates
from benefits_app.errors import NoRateForAge, NoRateForGroup, RateBandsBroken
from domain_kit.ages import age_on
from domain_kit.money import Money
from domain_kit.periods import Period

OLDEST = 120
DECIMALS = 6


def require_whole(option_id: UUID, bands: Sequence[Band | RateBand]) -> None:
    """
    Raises:
        RateBandsBroken: unless the bands go from age 0 to 120 without a hole or an overlap.
    """
    ordered = sorted(bands, key=lambda band: band.age_from)
    expected = 0
    for band in ordered:
        if band.age_from != expected:
            what = "hole" if band.age_from > expected else "overlap"
            raise RateBandsBroken(option_id, f"a {what} at age {min(expected, band.age_from)}")
        if band.age_to < band.age_from:
            raise RateBandsBroken(option_id, f"a band that ends before its age {band.age_from}")
        expected = band.age_to + 1
    if expected <= OLDEST:
        raise RateBandsBroken(option_id, f"a hole at age {expected}")


def require_complete(option_id: UUID, bands: Sequence[RateBand]) -> None:
    """
    Raises:
        RateBandsBroken: unless each group has an amount for every age, of at most 6 decimals.
    """
    for band in bands:
        exponent = band.amount.as_tuple().exponent
        if not isinstance(exponent, int) or band.amount < 0:
            raise RateBandsBroken(option_id, f"the amount {band.amount}")
        if -exponent > DECIMALS:
            raise RateBandsBroken(option_id, f"more than {DECIMALS} decimals in {band.amount}")
    for group in sorted({band.group for band in bands}) or [""]:
        require_whole(option_id, [band for band in bands if band.group == group])


def bands_for(option_id: UUID, rates: Rates, group: str) -> tuple[RateBand, ...]:
    """
    The bands of a tier or relationship, or else those for all.

    Raises:
        NoRateForGroup: if there are neither.
    """
    for wanted in dict.fromkeys([group, ""]):
        found = tuple(band for band in rates.bands if band.group == wanted)
        if found:
            return found
    raise NoRateForGroup(option_id, group)


def needs_age(bands: Sequence[RateBand]) -> bool:
    """
    Whether not every age costs the same.
    """
    return len({band.amount for band in bands}) > 1


def amount_at(option_id: UUID, bands: Sequence[RateBand], age: int) -> Decimal:
    """
    The exact amount of an age, not yet rounded.

    Raises:
        NoRateForAge: if no band contains the age.
    """
    for band in bands:
        if band.age_from <= age <= band.age_to:
            return band.amount
    raise NoRateForAge(option_id, age)


def price_at(option_id: UUID, bands: Sequence[Band], age: int) -> Money:
    """
    Raises:
        NoRateForAge: if no band contains the age.
    """
    for band in bands:
        if band.age_from <= age <= band.age_to:
            return band.monthly
    raise NoRateForAge(option_id, age)


def month_price(
    *,
    born_on: dt.date,
    month: Period,
    plan_year: Period,
    policy: AgePolicy,
    rate: Callable[[int], Money],
    priced_on: dt.date | None = None,
) -> Money:
    """
    What a month costs somebody as the plan's policy moves them between bands (C-06).

    A child born later in the month, or in the plan year, is priced at age 0. `priced_on` is since
    when somebody has had the plan and tier; without it, since the plan year began.
    """

    def age(on: dt.date) -> int:
        return max(0, age_on(born_on=born_on, on=on))

    if policy is AgePolicy.FROZEN:
        return rate(age(plan_year.start))
    if policy is AgePolicy.FIRST_OF_MONTH:
        return rate(age(month.start))
    if policy is AgePolicy.ON_PLAN_OR_TIER_CHANGE:
        return rate(age(priced_on or plan_year.start))
    days = [month.start + dt.timedelta(days=n) for n in range(month.days)]
    younger = sum(age(day) == age(month.start) for day in days)
    before, after = rate(age(days[0])), rate(age(days[-1]))
    # Rounded once: rounding each part could make a month of one price cost more than it (C-03).
    weighed = before * younger + after * (month.days - younger)
    return Money.rounded(Fraction(weighed.amount) / month.days, weighed.currency)
