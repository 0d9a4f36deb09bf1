"""
Who is covered by a request, and what is each one's share of the price?
"""

import datetime as dt
from collections.abc import Sequence

from domain_kit.money import Money
from enrolments_app.data import SELF, Dependant, Person, Quote
from enrolments_app.errors import MemberNotCoverable
from enrolments_app.rules.members import RELATIONSHIPS

KEY_LENGTH, NAME_LENGTH = 100, 200


def read_people(
    dependants: Sequence[Dependant], *, today: dt.date, born_on: dt.date | None = None
) -> tuple[Person, ...]:
    """
    The employee, born on `born_on`, and everybody named; `today` is the employer's own day.

    Raises:
        MemberNotCoverable: for the first one who cannot be covered, with the place in the request.
    """
    people = [Person(key="", relationship=SELF, born_on=born_on)]
    seen: set[str] = set()
    for place, dependant in enumerate(dependants):
        fault = _fault(dependant, seen, today)
        if fault:
            field, reason = fault
            raise MemberNotCoverable(f"dependants.{place}.{field}", dependant.key, reason)
        seen.add(dependant.key)
        people.append(
            Person(
                key=dependant.key,
                relationship=dependant.relationship,
                born_on=dependant.born_on,
                name=dependant.name,
                disabled=dependant.disabled,
            )
        )
    return tuple(people)


def _fault(dependant: Dependant, seen: set[str], today: dt.date) -> tuple[str, str] | None:
    if not dependant.key.strip():
        return "key", "it needs a key, the HR system's identifier of the person"
    for field, length in (("key", KEY_LENGTH), ("name", NAME_LENGTH)):
        text = getattr(dependant, field)
        if len(text) > length or not _storable(text):
            return field, f"it has more than {length} characters, or some that cannot be stored"
    if dependant.key in seen:
        return "key", "somebody before has the same key"
    if dependant.relationship not in RELATIONSHIPS:
        known = ", ".join(sorted(RELATIONSHIPS))
        return "relationship", f"{dependant.relationship!r} is none of {known}"
    if dependant.born_on and dependant.born_on > today:
        return "born_on", f"{dependant.born_on} is in the future"
    return None


def _storable(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def shares(quote: Quote, people: Sequence[Person]) -> tuple[Money, ...]:
    """
    Each person's share, which add up to the price: the catalogue's own lines if it gives one for
    everybody, else floored parts with the residue to the employee (C-08).
    """
    lines = {line.key: line.amount for line in quote.lines}
    if len(lines) == len(quote.lines) and lines.keys() == {person.key for person in people}:
        parts = tuple(lines[person.key] for person in people)
        if sum(part.minor for part in parts) == quote.monthly.minor:
            return parts
    return quote.monthly.split(len(people))
