"""
How are money and days written for who reads them?
"""

import datetime as dt
import functools
import re
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_currency, format_decimal, format_percent
from django import template
from django.utils.translation import get_language

from domain_kit.money import Money

register = template.Library()
_CODE_AT_NUMBER = re.compile(r"(?<=[A-Z])(?=[0-9])")
# What stands where there is nothing: a dash.
NONE = "\N{EN DASH}"


@functools.lru_cache(maxsize=32)
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


def reader() -> Locale:
    """
    The locale of who reads: that of the language of the page, British English where there is none.
    """
    return _locale(get_language() or "en-gb")


@register.filter
def money(value: Money | None) -> str:
    """
    `£1,234.50`, `1.234,50 £`: with the decimal places of the currency; a dash for none.
    """
    if value is None:
        return NONE
    written = format_currency(value.amount, value.currency, locale=reader())
    return _CODE_AT_NUMBER.sub("\N{NO-BREAK SPACE}", written)


@register.filter
def day(value: dt.date | None, otherwise: str = NONE) -> str:
    """
    `1 February 2027`.
    """
    return format_date(value, "long", locale=reader()) if value else otherwise


@register.filter
def short_day(value: dt.date | None, otherwise: str = NONE) -> str:
    """
    `1 Feb 2027`, for tables.
    """
    return format_date(value, "medium", locale=reader()) if value else otherwise


@register.filter
def month(value: dt.date | None, otherwise: str = NONE) -> str:
    """
    `February 2027`.
    """
    return format_skeleton("yMMMM", value, locale=reader()) if value else otherwise


@register.filter
def moment(value: dt.datetime | None, zone: str) -> str:
    """
    `1 Feb 2027, 17:00` on the clocks of an IANA zone.
    """
    if value is None:
        return NONE
    there = value.astimezone(ZoneInfo(zone))
    time = format_time(there, "short", tzinfo=there.tzinfo, locale=reader())
    return f"{format_date(there, 'medium', locale=reader())}, {time}"


@register.filter
def number(value: Any) -> str:
    """
    `1,234.5`.
    """
    return format_decimal(value, locale=reader())


@register.filter
def percent(value: Any) -> str:
    """
    0.031 as `3.1%`.
    """
    return format_percent(round(value, 3), locale=reader(), decimal_quantization=False)
