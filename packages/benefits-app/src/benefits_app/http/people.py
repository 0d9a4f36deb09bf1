"""
What does a request say of somebody?
"""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from benefits_app import api
from benefits_app.http.fields import Code
from benefits_app.http.plans import LargeMoneyIn
from domain_kit.http import Day, EmployeeId, Text
from domain_kit.periods import Period

Word = Text(100)


class PersonIn(Schema):
    key: Text(64) = ""  # type: ignore[valid-type]  # it makes a type
    relationship: Code
    born_on: Day | None = None
    disabled: bool = False

    def value(self) -> api.Person:
        """
        The person as the domain takes it.
        """
        return api.Person(
            key=self.key,
            relationship=self.relationship,
            born_on=self.born_on,
            disabled=self.disabled,
        )


People = Annotated[list[PersonIn], Field(max_length=50)]


class EmploymentIn(Schema):
    starts_on: Day
    ends_on: Day | None = None


class FactsIn(Schema):
    employee_id: EmployeeId
    employer_id: UUID
    hired_on: Day
    born_on: Day | None = None
    location: Word = ""  # type: ignore[valid-type]  # it makes a type
    grade: Word = ""  # type: ignore[valid-type]  # it makes a type
    fte: Annotated[Decimal, Field(ge=0, le=1, max_digits=5, decimal_places=4)] = Decimal(1)
    annual_salary: LargeMoneyIn | None = None
    employed: Annotated[list[EmploymentIn], Field(max_length=100)] = []

    def value(self) -> api.EmployeeFacts:
        """
        The facts as the domain takes them.
        """
        return api.EmployeeFacts(
            employee_id=self.employee_id,
            employer_id=self.employer_id,
            hired_on=self.hired_on,
            born_on=self.born_on,
            location=self.location,
            grade=self.grade,
            fte=self.fte,
            annual_salary=self.annual_salary.value() if self.annual_salary else None,
            employed=tuple(_period(each) for each in self.employed),
        )


def _period(employment: EmploymentIn) -> Period:
    last = employment.ends_on
    if last is not None:
        last = max(last, employment.starts_on)
    return Period.inclusive(employment.starts_on, last)
