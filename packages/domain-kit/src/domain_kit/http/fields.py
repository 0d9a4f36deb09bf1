"""
Which values may a field of a request have, so that the database never has to refuse one?

Each type has the limits of the column that its values go to. What does not fit is a 422 that
names the field. They serve in bodies, in query parameters and in headers alike.
"""

import datetime as dt
import re
from typing import Annotated, Any

from ninja import Header
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from domain_kit.clock import UnknownTimeZone, zone
from domain_kit.currencies import EXPONENTS

FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
BIGGEST = 2**63 - 1
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise PydanticCustomError("text-with-nul", "Text must not contain NUL characters")
    return text


def Text(max_length: int, min_length: int = 0) -> Any:  # it makes a type
    """
    Text for a column of `max_length` characters: no NUL, no half of a surrogate pair.
    """
    # A lone surrogate is no Unicode text, which pydantic refuses by itself.
    return Annotated[
        str, Field(min_length=min_length, max_length=max_length), AfterValidator(_without_nul)
    ]


def _no_truth_value(value: Any) -> Any:
    if isinstance(value, bool):
        raise PydanticCustomError("not-a-number", "Input should be a whole number")
    return value


def _plain_date(value: Any) -> Any:
    # Left alone, a number would be read as the seconds since 1970, in digits as well.
    if isinstance(value, dt.date) or (isinstance(value, str) and _DATE.fullmatch(value)):
        return value
    raise PydanticCustomError("not-a-date", "Input should be a date as YYYY-MM-DD")


def _plain_instant(value: Any) -> Any:
    if isinstance(value, dt.datetime) or (isinstance(value, str) and _DATE.match(value)):
        return value
    raise PydanticCustomError(
        "not-an-instant", "Input should be a date, a time and an offset as 2027-02-01T09:00:00Z"
    )


def _in_range(day: dt.date) -> dt.date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise PydanticCustomError("out-of-range", f"Input should be from {FIRST_DAY} to {LAST_DAY}")
    return day


def _instant_within(at: dt.datetime) -> dt.datetime:
    _in_range(at.date())
    return at


def _time_zone(name: str) -> str:
    try:
        zone(name)
    except UnknownTimeZone as refusal:
        raise PydanticCustomError("unknown-time-zone", "{why}", {"why": str(refusal)}) from None
    return name


def _currency(code: str) -> str:
    if code not in EXPONENTS:
        raise PydanticCustomError("unknown-currency", "Input should be a code of ISO 4217")
    return code


def _employee_id(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= BIGGEST:
        return str(value)
    return value


Reason = Text(200, 1)
BigInt = Annotated[int, BeforeValidator(_no_truth_value), Field(ge=-BIGGEST - 1, le=BIGGEST)]
SmallInt = Annotated[int, BeforeValidator(_no_truth_value), Field(ge=-(2**15), le=2**15 - 1)]
Day = Annotated[dt.date, BeforeValidator(_plain_date), AfterValidator(_in_range)]
"""From 1900-01-01 to 2199-12-31, so that the day after and the month after exist as well."""
Instant = Annotated[AwareDatetime, BeforeValidator(_plain_instant), AfterValidator(_instant_within)]
"""With an offset, and in the same range."""
TimeZoneName = Annotated[Text(60, 1), AfterValidator(_time_zone)]
CurrencyCode = Annotated[
    str, Field(min_length=3, max_length=3, examples=["GBP"]), AfterValidator(_currency)
]
MinorUnits = Annotated[
    int, BeforeValidator(_no_truth_value), Field(ge=-(10**12) + 1, le=10**12 - 1)
]
"""What numeric(12, 3) holds of a currency with three decimal places. Only `MoneyIn`, which knows
the currency, knows the limit of the others."""
EmployeeId = Annotated[Text(64, 1), BeforeValidator(_employee_id)]
"""Text; a whole number of 64 bits is read as its digits."""
IdempotencyKey = Annotated[Text(200, 1), Header(alias="Idempotency-Key")]
