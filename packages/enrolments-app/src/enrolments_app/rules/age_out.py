"""
When does a child grow out of cover (C-19)?
"""

import datetime as dt
from collections.abc import Iterable

from domain_kit.periods import Period
from enrolments_app.data import Person

CHILD = "child"
CHILD_LIMIT = 26
"""A child is covered to the end of the month of this birthday, unless a run says otherwise."""


def first_day_without(person: Person, *, limit: int = CHILD_LIMIT) -> dt.date | None:
    """
    The day after the month of the birthday with which a child is too old; None if it never is.

    Somebody disabled, or of unknown age, stays. Born on 29 February, one is older on 1 March of a
    year without such a day (C-06).
    """
    if person.relationship != CHILD or person.disabled or person.born_on is None:
        return None
    return Period.month(_birthday(person.born_on, limit)).end


def without_aged(
    people: Iterable[Person], *, on: dt.date, limit: int = CHILD_LIMIT
) -> tuple[Person, ...]:
    """
    Those who are not too old for cover on a day.
    """
    days = ((person, first_day_without(person, limit=limit)) for person in people)
    return tuple(person for person, day in days if day is None or day > on)


def _birthday(born_on: dt.date, age: int) -> dt.date:
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return dt.date(born_on.year + age, 3, 1)
