"""
Who is on a page of the people, with which cover?
"""

import dataclasses
import datetime as dt
import inspect
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from benefits_app import api as benefits
from domain_kit.actor import Actor
from enrolments_app import api as enrolments
from host.directory.days import today_in
from host.directory.models import EarlierEmployment, Employee, Employer
from host.portal.hr.asked import Asked, Who, people_asked_for

PAGE = 50
# Older releases are asked for everybody's cover, to find that of a page.
ASKED_BY_PERSON = "employee_ids" in inspect.signature(enrolments.coverage_on).parameters
TELLS_WHO = hasattr(enrolments, "covered_people")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    Somebody, and their cover of the day. Of who is with another employer now, only the days here
    are told, and there is no `number` to ask further by.
    """

    number: int | None
    name: str
    place: str
    hired_on: dt.date | None
    left_on: dt.date | None
    standing: str
    covers: Sequence[enrolments.Enrolment]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """
    A page of people, those who moved on, and how many of how many are covered on the day.
    """

    page: Page[Employee]
    rows: Sequence[Row]
    moved_on: Sequence[Row]
    covered: int
    employed: int


def listed(actor: Actor, asked: Asked, number: str | None) -> Listed:
    """
    One page of who is asked for, in as many statements whatever the number of people.
    """
    covered = _covered(actor, asked)
    found = people_asked_for(asked, covered)
    page = Paginator(found, PAGE).get_page(number)
    people = list(page.object_list)
    covers = _covers(actor, asked, [str(person.pk) for person in people])
    here = Employee.objects.filter(employer=asked.employer)
    working = here.filter(hired_on__lte=asked.on).exclude(left_on__lt=asked.on)
    numbers = set(working.order_by().values_list("pk", flat=True))
    return Listed(
        page=page,
        rows=[_row(asked, person, covers[str(person.pk)]) for person in people],
        moved_on=_moved_on(actor, asked, covered - {str(each) for each in numbers})
        if page.number == page.paginator.num_pages
        else (),
        covered=len(covered & {str(each) for each in numbers}),
        employed=len(numbers),
    )


def _covered(actor: Actor, asked: Asked) -> frozenset[str]:
    wanted = _benefits(actor, asked)
    if wanted is not None and not wanted:
        return frozenset()
    told = {"actor": actor, "employer_id": asked.employer.id, "on": asked.on}
    if TELLS_WHO:
        return enrolments.covered_people(**told, benefit_ids=wanted or ())
    return frozenset(
        str(each.employee_id)
        for each in enrolments.coverage_on(**told)
        if wanted is None or each.benefit_id in wanted
    )


def _benefits(actor: Actor, asked: Asked) -> Collection[UUID] | None:
    """
    The benefits of the category that is asked for; None is any.
    """
    if not asked.category or not hasattr(benefits, "list_benefits"):
        return None
    every = benefits.list_benefits(actor=actor, employer_id=asked.employer.id)
    return {each.id for each in every if str(each.category) == asked.category}


def _covers(actor: Actor, asked: Asked, numbers: Sequence[str]) -> dict[str, list[Any]]:
    told: dict[str, Any] = {"employee_ids": numbers} if ASKED_BY_PERSON else {}
    covers: dict[str, list[Any]] = defaultdict(list)
    for each in enrolments.coverage_on(
        actor=actor, employer_id=asked.employer.id, on=asked.on, **told
    ):
        covers[str(each.employee_id)].append(each)
    return covers


def _row(asked: Asked, person: Employee, covers: Sequence[Any]) -> Row:
    return Row(
        number=person.pk,
        name=person.name,
        place=" · ".join(each for each in (person.location, person.grade) if each),
        hired_on=person.hired_on,
        left_on=person.left_on,
        standing=standing_of(person, today_in(asked.employer.time_zone)),
        covers=sorted(covers, key=lambda each: each.label),
    )


def standing_of(person: Employee, today: dt.date) -> str:
    """
    `left`, `leaving`, `coming`, or "" for somebody who is simply there.
    """
    if person.left_on is not None:
        return "left" if person.left_on < today else "leaving"
    return "coming" if person.hired_on > today else ""


def _moved_on(actor: Actor, asked: Asked, covered: Collection[str]) -> list[Row]:
    """
    Who has cover here and is not here any more, and, among the leavers, everybody who was here
    once: with the days they were here, and no others.
    """
    if asked.text or asked.who not in (Who.EVERYBODY, Who.LEAVERS, Who.COVERED):
        return []
    theirs = set(
        Employee.objects.filter(employer=asked.employer, pk__in=_numbers(covered)).values_list(
            "pk", flat=True
        )
    )
    gone = [each for each in covered if not each.isdigit() or int(each) not in theirs]
    here = _stays(asked.employer, gone, everybody=asked.who is Who.LEAVERS)
    covers = _covers(actor, asked, gone) if gone else {}
    return [
        Row(
            number=None,
            name=here[each].employee.name if each in here else each,
            place="",
            hired_on=here[each].starts_on if each in here else None,
            left_on=here[each].ends_on if each in here else None,
            standing="left" if each in here else "deleted",
            covers=covers.get(each, ()),
        )
        for each in sorted({*gone, *here})
    ]


def _numbers(texts: Collection[str]) -> list[int]:
    return [int(each) for each in texts if each.isascii() and each.isdigit() and len(each) < 19]


def _stays(
    employer: Employer, gone: Sequence[str], *, everybody: bool
) -> dict[str, EarlierEmployment]:
    """
    The last employment here of each, and of everybody who is somewhere else now.
    """
    rows = employer.earlier_employments.select_related("employee").exclude(
        employee__employer=employer
    )
    if not everybody:
        rows = rows.filter(employee__in=_numbers(gone))
    return {str(row.employee_id): row for row in rows.order_by("starts_on")}
