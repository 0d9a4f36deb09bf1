"""
Which members does an enrolment's dependants JSON describe, and what is wrong with the rest?
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

from domain_kit.money import Money
from enrolments_app.data import SELF, Person

RELATIONSHIPS = frozenset({"spouse", "partner", "child", "parent", "other"})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """
    A dependant that is no member, as it was stored, and why.
    """

    problem: str
    dependant: Any


def read_dependants(
    stored: object, *, today: dt.date
) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
    """
    The employee and every readable dependant, and a problem for each of the others.
    """
    people = [Person(key="", name="", relationship=SELF, born_on=None)]
    problems: list[Problem] = []
    if not isinstance(stored, list):
        return tuple(people), (Problem(problem="the dependants are not a list", dependant=stored),)
    for dependant in stored:
        problem = _problem(dependant, {person.key for person in people}, today)
        if problem:
            problems.append(Problem(problem=problem, dependant=dependant))
        else:
            born_on = dependant.get("born_on")
            people.append(
                Person(
                    key=dependant["key"],
                    name=dependant.get("name") or "",
                    relationship=dependant["relationship"],
                    born_on=dt.date.fromisoformat(born_on) if born_on else None,
                )
            )
    return tuple(people), tuple(problems)


def _problem(dependant: object, seen: set[str], today: dt.date) -> str | None:
    if not isinstance(dependant, dict) or not dependant.get("key"):
        return "the dependant has no key"
    if dependant["key"] in seen:
        return "the dependant is entered twice"
    if dependant.get("relationship") not in RELATIONSHIPS:
        return f"the relationship is {dependant.get('relationship')!r}"
    try:
        born_on = dependant.get("born_on")
        if born_on and dt.date.fromisoformat(born_on) > today:
            return "the birth date is in the future"
    except (TypeError, ValueError):
        return "the birth date cannot be read"
    return None


def shares(price: Money, people: Sequence[Person]) -> tuple[Money, ...]:
    """
    Each person's share: floored, the residue to the employee (C-08).
    """
    return price.split(len(people))
