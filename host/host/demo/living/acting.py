"""
As whom, since when, and in which money is the world built?
"""

import datetime as dt
from decimal import Decimal

from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from host.directory.models import Employer

ACTOR = Actor(id="demo", role=Role.OPERATOR, employer_ids=frozenset(), all_employers=True)
WHY = "taken over from the former system"
# How many months ago the plan year began that goes on today.
MONTHS_AGO = 8
JAPAN = "Asia/Tokyo"
_YEN = 200


def months_after(day: dt.date, months: int) -> dt.date:
    """
    The first of the month so many months after the one of a day, or before it.
    """
    number = day.year * 12 + day.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)


def year_start(today: dt.date) -> dt.date:
    """
    The first day of the plan year that the world is in.
    """
    return months_after(today, -MONTHS_AGO)


def currency_of(employer: Employer) -> str:
    """
    In which currency an employer pays.
    """
    return "JPY" if employer.time_zone == JAPAN else "GBP"


def in_currency(employer: Employer, pounds: Decimal) -> Money:
    """
    So many pounds, or about as much in yen.
    """
    times = _YEN if employer.time_zone == JAPAN else 1
    return Money.rounded(pounds * times, currency_of(employer))
