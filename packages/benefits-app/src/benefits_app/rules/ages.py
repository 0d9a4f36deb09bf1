"""
Which age does a plan price, and when does it price another one (C-06)?
"""

import datetime as dt

from benefits_app.data import AgePolicy
from domain_kit.ages import age_on
from domain_kit.periods import Period


def day_of_age(
    *, on: dt.date, plan_year: Period, policy: AgePolicy, priced_on: dt.date | None = None
) -> dt.date:
    """
    The day whose age counts for cover on a day.

    `priced_on` is since when somebody has had the plan and tier; without it, since `on`.
    """
    match policy:
        case AgePolicy.FROZEN:
            return plan_year.start
        case AgePolicy.FIRST_OF_MONTH:
            return on.replace(day=1)
        case AgePolicy.ON_BIRTHDAY:
            return on
        case AgePolicy.ON_PLAN_OR_TIER_CHANGE:
            return priced_on or on


def priced_age(
    *,
    born_on: dt.date,
    on: dt.date,
    plan_year: Period,
    policy: AgePolicy,
    priced_on: dt.date | None = None,
) -> int:
    """
    The age that counts on a day; 0 for a child born after the day that counts.
    """
    day = day_of_age(on=on, plan_year=plan_year, policy=policy, priced_on=priced_on)
    return max(0, age_on(born_on=born_on, on=day))


def age_changes(*, born_on: dt.date, days: Period, policy: AgePolicy) -> tuple[dt.date, ...]:
    """
    The days within `days`, which have an end, on which another age than the day before counts.

    Under a policy that freezes the age there are none: it changes with the plan year, or with the
    plan and tier.

    Raises:
        ValueError: if the days have no end.
    """
    if policy in (AgePolicy.FROZEN, AgePolicy.ON_PLAN_OR_TIER_CHANGE):
        return ()
    if days.end is None:
        raise ValueError(f"The days from {days.start} have no end, so their ages have none.")
    found = []
    for year in range(days.start.year - 1, days.end.year + 1):
        birthday = birthday_in(year, born_on=born_on)
        if policy is AgePolicy.FIRST_OF_MONTH and birthday.day > 1:
            birthday = _next_first(birthday)
        if days.contains(birthday) and year > born_on.year:
            found.append(birthday)
    return tuple(found)


def birthday_in(year: int, *, born_on: dt.date) -> dt.date:
    """
    The day of a year on which somebody becomes older; of 29 February in a common year 1 March.
    """
    try:
        return born_on.replace(year=year)
    except ValueError:
        return dt.date(year, 3, 1)


def _next_first(day: dt.date) -> dt.date:
    end = Period.month(day).end
    assert end is not None
    return end
