"""
May somebody be a dependant, as described?
"""

import datetime as dt

from enrolments_app.errors.dependants import BornInTheFuture, UnknownRelationship
from enrolments_app.rules.members import RELATIONSHIPS

"""Of these an employee has at most one on any day."""


def require_relationship(relationship: str) -> None:
    """
    Raises:
        UnknownRelationship: if it is none that this domain knows.
    """
    if relationship not in RELATIONSHIPS:
        raise UnknownRelationship(relationship, sorted(RELATIONSHIPS))


def require_born(key: str, born_on: dt.date | None, *, today: dt.date) -> None:
    """
    `today` is the employer's own day; an unknown birth date is none in the future.

    Raises:
        BornInTheFuture: if the birth date is after today.
    """
    if born_on is not None and born_on > today:
        raise BornInTheFuture(key, born_on, today)
