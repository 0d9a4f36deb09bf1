"""
Who has what since when? Cover of most people by a roster an employer, more by single elections.
"""

import csv
import dataclasses
import datetime as dt
import io
from decimal import Decimal
from uuid import UUID

from enrolments_app import api as enrolments
from host.demo.living.acting import ACTOR, WHY, in_currency, months_after, year_start
from host.directory.days import today_in
from host.directory.models import Employee, Employer

ADA = 1
_PARTS = ("key", "name", "relationship", "born_on")
_MOST = 3
_PARTNERS = ("Sam", "Robin", "Alex", "Kim", "Noor", "Jo")
_CHILDREN = ("Ella", "Theo", "Mina", "Leo", "Iris", "Max", "Ruby", "Kai")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """
    One person's option from a day on, alone or with the family.
    """

    person: Employee
    code: str
    starts_on: dt.date
    family: tuple[enrolments.Dependant, ...] = ()


def cover(employer: Employer, options: dict[str, UUID]) -> None:
    """
    Dependants, cover since the plan year began or since somebody came, and life assurance.
    """
    today = today_in(employer.time_zone)
    start = year_start(today)
    people = list(Employee.objects.filter(employer=employer, hired_on__lte=today).order_by("pk"))
    families = {person.pk: _family(person, number) for number, person in enumerate(people)}
    for person in people:
        _register(person, families[person.pk])
    wanted = [
        each
        for number, person in enumerate(people)
        for each in _choices(person, number, start, today, families[person.pk])
    ]
    _roster(employer, wanted, options)
    for number, person in enumerate(people):
        if number % 4 == 1:
            _life(employer, person, number, options["LIFE-STD"], _since(person, start))


def _family(person: Employee, number: int) -> tuple[enrolments.Dependant, ...]:
    """
    Two of five people have somebody: a partner, children, or both.
    """
    if person.pk != ADA and number % 5 not in (1, 3):
        return ()
    assert person.born_on is not None
    surname = person.name.rsplit(" ", maxsplit=1)[-1]
    partner = enrolments.Dependant(
        key="partner",
        name=f"{_PARTNERS[number % len(_PARTNERS)]} {surname}",
        relationship="spouse" if number % 2 else "partner",
        born_on=person.born_on.replace(year=person.born_on.year + 1, day=11),
    )
    youngest = max(person.born_on.year + 24, 2009)
    children = tuple(
        enrolments.Dependant(
            key=f"child-{each + 1}",
            name=f"{_CHILDREN[(number + each * 3) % len(_CHILDREN)]} {surname}",
            relationship="child",
            born_on=dt.date(min(youngest + each * 3, 2023), (number + each) % 12 + 1, 15),
        )
        for each in range(number % 3)
    )
    return (partner, *children)


def _register(person: Employee, family: tuple[enrolments.Dependant, ...]) -> None:
    for each in family:
        enrolments.add_dependant(
            actor=ACTOR,
            idempotency_key=f"demo-dependant-{person.pk}-{each.key}",
            employee_id=str(person.pk),
            key=each.key,
            name=each.name,
            relationship=each.relationship,
            born_on=each.born_on,
            starts_on=max(each.born_on or person.hired_on, person.hired_on),
        )


def _since(person: Employee, start: dt.date) -> dt.date:
    return start if person.hired_on < start else months_after(person.hired_on, 1)


def _choices(
    person: Employee,
    number: int,
    start: dt.date,
    today: dt.date,
    family: tuple[enrolments.Dependant, ...],
) -> list[Wanted]:
    """
    Whoever came this month has not chosen yet; some have never wanted anything.
    """
    since = _since(person, start)
    if since > today or (number % 11 == 10 and person.pk != ADA):
        return []
    chosen = []
    if person.fte >= 0.5:
        option = "MED-PLUS" if number % 6 == 2 else "MED-STD"
        chosen.append(Wanted(person=person, code=option, starts_on=since, family=family))
    if number % 3 != 2 or person.pk == ADA:
        option = "DENTAL-PLUS" if number % 4 == 3 else "DENTAL-STD"
        chosen.append(Wanted(person=person, code=option, starts_on=since, family=family))
    if number % 7 == 4:
        later = max(since, months_after(start, 3))
        chosen.append(Wanted(person=person, code="CYCLE-STD", starts_on=later))
    return chosen


def _roster(employer: Employer, wanted: list[Wanted], options: dict[str, UUID]) -> None:
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(["enrolments-roster", "1"])
    columns = [f"dependant_{number + 1}_{part}" for number in range(_MOST) for part in _PARTS]
    rows.writerow(["employee_id", "option", "starts_on", *columns])
    for each in wanted:
        cells = [
            cell
            for one in each.family
            for cell in (one.key, one.name, one.relationship, one.born_on)
        ]
        rows.writerow([each.person.pk, each.code, each.starts_on, *cells])
    enrolments.import_roster(
        actor=ACTOR,
        idempotency_key=f"demo-roster-{employer.pk}",
        employer_id=employer.pk,
        file=enrolments.RosterFile(name="take-over.csv", content=written.getvalue().encode()),
        option_codes=options,
        override_reason=WHY,
    )


def _life(
    employer: Employer, person: Employee, number: int, option_id: UUID, since: dt.date
) -> None:
    """
    Cover of some thousands; whoever asks for more than is guaranteed waits for the insurer.
    """
    if since > today_in(employer.time_zone):
        return
    thousands = 300 if number % 20 == 1 else 50 + number % 3 * 50
    election = enrolments.ElectionRequest(
        employee_id=str(person.pk),
        option_id=option_id,
        starts_on=since,
        cover=in_currency(employer, Decimal(thousands * 1000)),
    )
    enrolments.enrol(
        actor=ACTOR,
        idempotency_key=f"demo-life-{person.pk}",
        election=election,
        override_reason=WHY,
    )
