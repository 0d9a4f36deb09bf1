"""
How is the value of a condition written down?

Words as a list of texts, whole numbers and flags as they are, the rest as text: `"0.5"`,
`"2027-05-01"`, `"20000.00 GBP"`.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from benefits_app.data import ConditionValue, Fact
from benefits_app.errors import RuleSetBroken
from domain_kit.errors import DomainError
from domain_kit.money import Money

type Json = bool | int | float | str | list[Json] | dict[str, Json] | None


def read_value(fact: Fact, value: Json) -> ConditionValue:
    """
    Raises:
        RuleSetBroken: if it is no value of the fact.
    """
    try:
        return _VALUES[fact](value)
    except (ValueError, TypeError, InvalidOperation, DomainError) as error:
        raise RuleSetBroken(f"the value {value!r} for {fact}") from error


def written_value(value: ConditionValue) -> Json:
    """
    The value as read_value() reads it.
    """
    if isinstance(value, frozenset):
        return [*sorted(value)]
    return value if isinstance(value, bool | int) else str(value)


def _words(value: Json) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise TypeError
    return frozenset(str(word) for word in value)


def _whole(value: Json) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError
    return value


def _flag(value: Json) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _decimal(value: Json) -> Decimal:
    number = Decimal(_text(value))
    if not number.is_finite():
        raise ValueError
    return number


def _money(value: Json) -> Money:
    amount, currency = _text(value).split(" ")
    return Money.of(_decimal(amount), currency)


def _date(value: Json) -> dt.date:
    return dt.date.fromisoformat(_text(value))


_VALUES: Mapping[Fact, Callable[[Json], ConditionValue]] = {
    Fact.HIRED_ON: _date,
    Fact.FTE: _decimal,
    Fact.ANNUAL_SALARY: _money,
    Fact.AGE: _whole,
    Fact.SERVICE_DAYS: _whole,
    Fact.GRADE: _words,
    Fact.LOCATION: _words,
    Fact.EMPLOYED: _flag,
}
