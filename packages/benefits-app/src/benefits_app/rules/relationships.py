"""
As what does a plan price somebody, and when does that change?
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from benefits_app.data import Comparison, Person, RelationshipRule
from benefits_app.errors import (
    BirthDateNeeded,
    MemberNotCoverable,
    PlanTermsBroken,
)
from benefits_app.rules.ages import birthday_in
from domain_kit.ages import age_on
from domain_kit.periods import Period

OLDEST = 120

COMPARES: Mapping[Comparison, Callable[[int, int], bool]] = {
    Comparison.BELOW: int.__lt__,
    Comparison.AT_MOST: int.__le__,
    Comparison.EQUAL: int.__eq__,
    Comparison.AT_LEAST: int.__ge__,
    Comparison.ABOVE: int.__gt__,
}


def priced_as(
    option_id: UUID, person: Person, rules: Sequence[RelationshipRule], on: dt.date
) -> str:
    """
    The relationship of the first rule that fits a person on a day.

    Raises:
        BirthDateNeeded: if rules that compare the unknown age would come to different answers.
        MemberNotCoverable: if none fits.
    """
    if not rules:
        return person.relationship
    possible: list[str | None] = []
    for rule in rules:
        fits = _fits(rule, person, on)
        if fits is not False:
            possible.append(rule.priced_as)
        if fits:
            break
    else:
        possible.append(None)
    if len(set(possible)) > 1:
        raise BirthDateNeeded(option_id, person.key)
    if possible[0] is None:
        raise MemberNotCoverable(option_id, person.key, person.relationship)
    return possible[0]


def _fits(rule: RelationshipRule, person: Person, on: dt.date) -> bool | None:
    """
    None if only the missing birth date could tell.
    """
    if rule.relationship != person.relationship:
        return False
    if rule.disabled is not None and rule.disabled != person.disabled:
        return False
    if rule.operator is None or rule.age is None:
        return True
    if person.born_on is None:
        return None
    # Whoever reaches a limit in a month keeps the relationship until the month ends (C-19).
    month_before = on.replace(day=1) - dt.timedelta(days=1)
    age = max(0, age_on(born_on=person.born_on, on=month_before))
    return COMPARES[rule.operator](age, rule.age)


def require_rules(rules: Sequence[RelationshipRule]) -> None:
    """
    Raises:
        PlanTermsBroken: if a rule compares without an age, has an age without comparing it, or one
            that nobody has.
    """
    for rule in rules:
        if (rule.operator is None) is not (rule.age is None):
            raise PlanTermsBroken(f"half a comparison of the age of a {rule.relationship}")
        if rule.age is not None and not 0 <= rule.age <= OLDEST:
            raise PlanTermsBroken(f"the age {rule.age} of a {rule.relationship}")


def relationship_changes(
    person: Person, rules: Sequence[RelationshipRule], days: Period
) -> frozenset[dt.date]:
    """
    The days within `days` on which another rule may fit a person: firsts of a month.
    """
    if person.born_on is None:
        return frozenset()
    reached = {
        person.born_on.year + rule.age + step
        for rule in rules
        if rule.age is not None and rule.age <= OLDEST and rule.relationship == person.relationship
        for step in (0, 1)
    }
    months = (Period.month(birthday_in(year, born_on=person.born_on)) for year in reached)
    return frozenset(month.end for month in months if month.end and days.contains(month.end))
