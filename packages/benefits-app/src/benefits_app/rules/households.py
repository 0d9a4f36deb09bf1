"""
Who is covered together, and how many of them are what?
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from benefits_app.data import SELF, Member, Person, RelationshipRule
from benefits_app.errors import (
    HouseholdBroken,
    MemberNotBorn,
)
from benefits_app.rules.relationships import priced_as


def household(people: Sequence[Person]) -> tuple[Person, ...]:
    """
    The employee first, and then the others in their order.

    An employee who is not named is covered all the same, at an unknown age.

    Raises:
        HouseholdBroken: if a key is there twice, or the employee is somebody else.
    """
    keys = Counter(person.key for person in people)
    twice = sorted(key for key, count in keys.items() if count > 1)
    if twice:
        raise HouseholdBroken(f"the key {twice[0]!r} more than once")
    for person in people:
        if (person.key == "") is not (person.relationship == SELF):
            raise HouseholdBroken(f"the key {person.key!r} with the relationship self or without")
    employee = [person for person in people if person.key == ""]
    others = [person for person in people if person.key != ""]
    return (*(employee or [Person(key="", relationship=SELF)]), *others)


def members(
    *,
    option_id: UUID,
    people: Sequence[Person],
    rules: Sequence[RelationshipRule],
    on: dt.date,
) -> tuple[Member, ...]:
    """
    Everybody with the relationship that prices them; without rules each is what it is.

    Raises:
        BirthDateNeeded: if it depends on an age that is unknown.
        MemberNotBorn: if somebody is born after the day.
        MemberNotCoverable: if no rule fits somebody.
    """
    for person in people:
        if person.born_on is not None and person.born_on > on:
            raise MemberNotBorn(person.key, on)
    return tuple(
        Member(person=person, priced_as=priced_as(option_id, person, rules, on))
        for person in people
    )


def counts(found: Sequence[Member]) -> dict[str, int]:
    """
    How many there are of each pricing relationship.
    """
    return dict(Counter(member.priced_as for member in found))
