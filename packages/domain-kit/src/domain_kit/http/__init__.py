"""
What an HTTP edge of a domain accepts and answers; needs the extra `[http]` (django-ninja).
"""

from domain_kit.http.answers import answer
from domain_kit.http.fields import (
    BigInt,
    CurrencyCode,
    Day,
    EmployeeId,
    IdempotencyKey,
    Instant,
    MinorUnits,
    Reason,
    SmallInt,
    Text,
    TimeZoneName,
)
from domain_kit.http.money import MoneyIn, MoneyOut
from domain_kit.http.pages import InvalidCursor, Page, PageOf, make_cursor, read_cursor
from domain_kit.http.routing import DomainRouter, Problem, actor_of, created

__all__ = [
    "BigInt",
    "CurrencyCode",
    "Day",
    "DomainRouter",
    "EmployeeId",
    "IdempotencyKey",
    "Instant",
    "InvalidCursor",
    "MinorUnits",
    "MoneyIn",
    "MoneyOut",
    "Page",
    "PageOf",
    "Problem",
    "Reason",
    "SmallInt",
    "Text",
    "TimeZoneName",
    "actor_of",
    "answer",
    "created",
    "make_cursor",
    "read_cursor",
]
