"""
Are age bands whole, and what does somebody pay as they grow older?
"""

import datetime as dt
import itertools
from collections.abc import Callable, Sequence
from uuid import UUID

from benefits_app.data import AgePolicy, Band
from benefits_app.errors import NoRateForAge, RateBandsBroken
from domain_kit.ages import age_on
from domain_kit.money import Money
from domain_kit.periods import Period, prorate_segments

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
    """
    if policy is AgePolicy.FROZEN:
        return rate(age_on(born_on=born_on, on=plan_year.start))
    if policy is AgePolicy.FIRST_OF_MONTH:
        return rate(age_on(born_on=born_on, on=month.start))
    assert month.end is not None
    days = [month.start + dt.timedelta(days=n) for n in range(month.days)]
    changes = [
        day
        for day in days[1:]
        if age_on(born_on=born_on, on=day) > age_on(born_on=born_on, on=day - dt.timedelta(days=1))
    ]
    cuts = [month.start, *changes, month.end]
    total = Money.zero(rate(0).currency)
    for start, end in itertools.pairwise(cuts):
        segment = Period(start=start, end=end)
        price = rate(age_on(born_on=born_on, on=start))
        total += prorate_segments(price, [segment], whole=month)[0]
    return total
