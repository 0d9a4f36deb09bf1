"""
Port of enrolments: who is an employee on a day?
"""

import datetime as dt
from collections.abc import Collection, Mapping
from uuid import UUID

from legacy_app.models import Employee

from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app import api as enrolments


class HubDirectory:
    """
    ENROLMENTS_EMPLOYEE_DIRECTORY.
    """

    def facts(self, *, employee_id: str | int, on: dt.date) -> enrolments.EmployeeFacts:
        """
        Raises:
            EmployeeNotFound: if there is no such person.
        """
        number = str(employee_id)
        found = (
            Employee.objects.select_related("employer").filter(pk=number).first()
            if number.isdecimal()
            else None
        )
        if found is None:
            raise enrolments.EmployeeNotFound(employee_id)
        return _facts(found)

    def facts_many(
        self, *, employer_id: UUID, employee_ids: Collection[str], on: dt.date
    ) -> Mapping[str, enrolments.EmployeeFacts]:
        """
        The same of many people of one employer.
        """
        numbers = [number for number in employee_ids if str(number).isdecimal()]
        people = Employee.objects.select_related("employer").filter(
            employer_id=employer_id, pk__in=numbers
        )
        return {str(person.pk): _facts(person) for person in people}


def _facts(person: Employee) -> enrolments.EmployeeFacts:
    after = person.left_on + dt.timedelta(days=1) if person.left_on else None
    return enrolments.EmployeeFacts(
        employee_id=str(person.pk),
        employer_id=person.employer_id,
        employed=Period(start=person.hired_on, end=after),
        time_zone=person.employer.time_zone,
        born_on=person.born_on,
        annual_salary=Money.rounded(person.salary, person.employer.currency),
    )
