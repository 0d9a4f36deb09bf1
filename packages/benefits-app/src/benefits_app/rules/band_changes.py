"""
Who moves to another age band of an option within some days (C-06)?
"""

from collections.abc import Iterator, Sequence

from benefits_app.data import SELF, AgeBandChange, Basis, Person, PricedOption, RateBand
from benefits_app.rules.ages import age_changes, priced_age
from domain_kit.periods import Period


def band_changes(
    *, option: PricedOption, people: Sequence[Person], days: Period
) -> tuple[AgeBandChange, ...]:
    """
    The changes of amount in the order of the days; where tiers have rates of their own, one each.

    People have the relationship that prices them, and keys of the caller's choice. Days on which the option's rates are not in force, or outside its plan year, have none. Who has
    no birth date has none, nor has anybody in a plan that freezes ages.

    Raises:
        ValueError: if the days, the rates and the plan year all have no end.
    """
    known = option.plan_year.intersection(option.rates.period)
    within = known and known.intersection(days)
    if within is None:
        return ()
    found = [change for person in people for change in _of_person(option, person, within)]
    return tuple(sorted(found, key=lambda change: (change.on, change.key)))


def _of_person(option: PricedOption, person: Person, days: Period) -> Iterator[AgeBandChange]:
    if person.born_on is None:
        return
    policy = option.terms.age_policy
    changes = age_changes(born_on=person.born_on, days=days, policy=policy)
    for on in changes:
        age = priced_age(born_on=person.born_on, on=on, plan_year=option.plan_year, policy=policy)
        for bands in _groups(option, person):
            before, after = _at(bands, age - 1), _at(bands, age)
            if before and after and before.amount != after.amount:
                yield AgeBandChange(
                    key=person.key, option_id=option.option_id, on=on, before=before, after=after
                )


def _groups(option: PricedOption, person: Person) -> Iterator[tuple[RateBand, ...]]:
    groups = sorted({band.group for band in option.rates.bands})
    if option.rates.basis in (Basis.PER_ENROLMENT, Basis.PER_TIER):
        # One price for all is by the age of the employee.
        wanted = groups if person.relationship == SELF else []
    else:
        wanted = [person.relationship if person.relationship in groups else ""]
    for group in wanted:
        yield tuple(band for band in option.rates.bands if band.group == group)


def _at(bands: Sequence[RateBand], age: int) -> RateBand | None:
    return next((band for band in bands if band.age_from <= age <= band.age_to), None)
