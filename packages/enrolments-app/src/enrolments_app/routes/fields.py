"""
Which fields do several requests about people share?
"""

import datetime as dt
from typing import Annotated, Any, ClassVar
from uuid import UUID

from ninja import Schema
from pydantic import Field

from domain_kit.http import Day, EmployeeId, MoneyIn, MoneyOut, Text
from domain_kit.money import Money
from enrolments_app import api

MOST_DEPENDANTS = 49
"""Beside the employee: everybody is on the first page of members."""


SAYS_SOMETHING = r"\S"
"""The pattern of a reason that is not blank."""
OPTION = "01900000-0000-7000-8000-0000000001a1"
BENEFIT = "01900000-0000-7000-8000-000000000101"
ACME = "01900000-0000-7000-8000-00000000000a"
MADE = "01900000-0000-7000-8000-000000000e01"


def example(**body: Any) -> Any:
    """
    The model_config of a schema with one example.
    """
    return {"json_schema_extra": {"examples": [body]}}


def as_written(money: Money | None) -> dict[str, int | str] | None:
    """
    An amount as `MoneyOut` describes it.
    """
    return None if money is None else {"minor": money.minor, "currency": money.currency}


class PeopleFilter(Schema):
    """
    Whose rows a list has.
    """

    employer_id: UUID
    employee_id: EmployeeId | None = None


class CoverIn(MoneyIn):
    """
    A sum insured: integer minor units and an ISO 4217 code.
    """

    max_digits: ClassVar[int] = 14
    decimal_places: ClassVar[int] = 3


class MemberIn(Schema):
    """
    Somebody to be covered beside the employee.
    """

    key: Text(100, 1)  # type: ignore[valid-type]  # it makes a type
    name: Text(200)  # type: ignore[valid-type]
    relationship: Text(40)  # type: ignore[valid-type]
    born_on: Day | None = None
    disabled: bool = False


class LineIn(Schema):
    """
    One choice.
    """

    option_id: UUID
    starts_on: Day
    dependants: Annotated[list[MemberIn], Field(max_length=MOST_DEPENDANTS)] = []
    cover: CoverIn | None = None
    quote_hash: Text(64) = ""  # type: ignore[valid-type]

    model_config = example(option_id=OPTION, starts_on="2027-06-01", dependants=[])

    def request(self, employee_id: str) -> api.ElectionRequest:
        """
        The choice as the domain takes it.
        """
        return api.ElectionRequest(
            employee_id=employee_id,
            option_id=self.option_id,
            starts_on=self.starts_on,
            dependants=tuple(api.Dependant(**each.dict()) for each in self.dependants),
            cover=self.cover.value() if self.cover else None,
            quote_hash=self.quote_hash,
        )


class MemberOut(Schema):
    key: str
    name: str
    relationship: str
    born_on: dt.date | None
    disabled: bool


class LineRequestOut(Schema):
    option_id: UUID
    starts_on: dt.date
    dependants: list[MemberOut]
    cover: MoneyOut | None
    quote_hash: str
