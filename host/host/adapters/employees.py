"""
Port of enrolments: who is an employee on a day? Answered by the host's directory.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from domain_kit.money import Money
from enrolments_app import api as enrolments
from host.adapters.fitting import fitting, is_text
from host.directory.compiled import Compiled
from host.directory.employments import people, person_value

TEXT = is_text(enrolments.EmployeeFacts, "employee_id")
GREATEST = 2**63 - 1
_BY_NUMBER: Compiled[Any] = Compiled(lambda number: people().filter(pk=number)[:1])


class HostDirectory:
    """
    ENROLMENTS_EMPLOYEE_DIRECTORY. An employee's id is the row's number, written either way.
    """

    def facts(self, *, employee_id: str | int, on: dt.date) -> enrolments.EmployeeFacts:
        """
        What is known of a person, as somebody of the employer of that day.

        Raises:
            EmployeeNotFound: if the directory has no such person.
        """
        number = _number(employee_id)
        found = _BY_NUMBER.first(number=number) if number is not None else None
        if found is None:
            raise enrolments.EmployeeNotFound(employee_id)
        return facts_from(found, on)

    def facts_many(
        self, *, employer_id: UUID, employee_ids: Collection[str | int], on: dt.date
    ) -> Mapping[str, enrolments.EmployeeFacts]:
        """
        The same for many people in one statement, by id as text; somebody who is not the
        employer's on that day is left out.
        """
        numbers = {number for each in employee_ids if (number := _number(each)) is not None}
        theirs = Q(employer_id=employer_id) | Q(earlier_employments__employer_id=employer_id)
        found = people().filter(theirs, pk__in=numbers).distinct()
        told = (facts_from(person, on) for person in found)
        return {str(facts.employee_id): facts for facts in told if facts.employer_id == employer_id}


def _number(employee_id: str | int) -> int | None:
    text = str(employee_id)
    if not (text.isascii() and text.isdigit()) or len(text) > 19:
        return None
    return number if (number := int(text)) <= GREATEST else None


def facts_from(person: Any, on: dt.date) -> enrolments.EmployeeFacts:
    """
    What a row of `employments.people` says of a person on a day.
    """
    known = person_value(person)
    there = known.employment_on(on)
    return fitting(
        enrolments.EmployeeFacts,
        employee_id=str(person.pk) if TEXT else person.pk,
        employer_id=there.employer_id,
        employed=there.period,
        employments=tuple(
            each.period for each in known.employments if each.employer_id == there.employer_id
        ),
        time_zone=there.time_zone,
        born_on=person.born_on,
        annual_salary=_salary(person),
        hours_per_month=person.hours_per_month,
        location=person.location,
        grade=person.grade,
        fte=person.fte,
    )


def _salary(person: Any) -> Money | None:
    if person.annual_salary is None or not person.salary_currency:
        return None
    return Money.rounded(person.annual_salary, person.salary_currency)
