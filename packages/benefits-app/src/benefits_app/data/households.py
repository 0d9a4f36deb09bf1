"""
Who is covered together, and as what?
"""

import dataclasses
import datetime as dt
import enum

SELF = "self"
"""The relationship of the employee to itself."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """
    Somebody to cover. The key "" is the employee; others have one of the caller's choice.
    """

    key: str
    relationship: str
    born_on: dt.date | None = None
    disabled: bool = False


class Comparison(enum.StrEnum):
    """
    How an age or a count is compared.
    """

    BELOW = "<"
    AT_MOST = "<="
    EQUAL = "=="
    AT_LEAST = ">="
    ABOVE = ">"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipRule:
    """
    As what somebody of a relationship is priced; `disabled` None is for either.

    The age is that of the last day of the month before, so that a child who reaches an age limit
    stays a child until that month ends.
    """

    relationship: str
    priced_as: str
    operator: Comparison | None = None
    age: int | None = None
    disabled: bool | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TierCount:
    """
    How many of a pricing relationship a tier wants.
    """

    relationship: str
    operator: Comparison
    count: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """
    A tier and what makes it; of a relationship that it does not name there may be nobody.
    """

    code: str
    requires: tuple[TierCount, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """
    A person with the relationship it is priced by.
    """

    person: Person
    priced_as: str
