"""
Are age bands whole, and what does somebody pay as they grow older?
"""

import datetime as dt
from collections.abc import Callable, Sequence
from fractions import Fraction
from uuid import UUID

from benefits_app.data import AgePolicy, Band
from benefits_app.errors import NoRateForAge, RateBandsBroken
from domain_kit.ages import age_on
from domain_kit.money import Money
from domain_kit.periods import Period

OLDEST = 120


def require_whole(option_id: UUID, bands: Sequence[Band]) -> None:
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
) -> Money:
    """
    What a month costs somebody as the plan's policy moves them between bands (C-06).

    A child born later in the month, or in the plan year, is priced at age 0.
    """

    def age(on: dt.date) -> int:
        return max(0, age_on(born_on=born_on, on=on))

    if policy is AgePolicy.FROZEN:
        return rate(age(plan_year.start))
    if policy is AgePolicy.FIRST_OF_MONTH:
        return rate(age(month.start))
    days = [month.start + dt.timedelta(days=n) for n in range(month.days)]
    younger = sum(age(day) == age(month.start) for day in days)
    before, after = rate(age(days[0])), rate(age(days[-1]))
    # Rounded once: rounding each part could make a month of one price cost more than it (C-03).
    weighed = before * younger + after * (month.days - younger)
    return Money.rounded(Fraction(weighed.amount) / month.days, weighed.currency)
