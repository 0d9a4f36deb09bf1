"""
How does an amount of money come in, and how does it go out?
"""

from typing import ClassVar

from ninja import Schema
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from domain_kit.errors import DomainError
from domain_kit.http.fields import BigInt, CurrencyCode
from domain_kit.money import Money, require_storable

_EXAMPLE = {"json_schema_extra": {"examples": [{"minor": 6000, "currency": "GBP"}]}}


class MoneyIn(Schema):
    """
    Integer minor units and an ISO 4217 code.
    """

    minor: BigInt
    currency: CurrencyCode

    max_digits: ClassVar[int] = 12
    """Of the column it goes to. A subclass for another column says otherwise."""
    decimal_places: ClassVar[int] = 3

    model_config = _EXAMPLE

    def value(self) -> Money:
        """
        The amount as the domains take it.
        """
        return Money(minor=self.minor, currency=self.currency)

    @model_validator(mode="after")
    def _fits_its_column(self) -> "MoneyIn":
        try:
            require_storable(
                self.value(), max_digits=self.max_digits, decimal_places=self.decimal_places
            )
        except DomainError as refusal:
            raise PydanticCustomError("not-storable", "{why}", {"why": str(refusal)}) from None
        return self


class MoneyOut(Schema):
    """
    Integer minor units and an ISO 4217 code.
    """

    minor: int
    currency: str

    model_config = _EXAMPLE
