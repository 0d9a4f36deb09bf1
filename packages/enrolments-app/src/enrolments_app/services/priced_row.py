"""
Which columns of a cover say what it costs, and where do they come from?
"""

from decimal import Decimal

from domain_kit.money import Money
from enrolments_app import models
from enrolments_app.data import Quote
from enrolments_app.rules.quotes import stored_quote

_COLUMNS = (
    "label",
    "tier",
    "monthly_price",
    "employer_part",
    "employee_part",
    "currency",
    "funding",
    "cover",
    "quote",
    "quote_hash",
)


def price_by_quote(row: models.Enrolment, quote: Quote) -> None:
    """
    Give a row that is not stored yet the price of a quote, and the quote itself (C-11).
    """
    row.label = quote.label
    row.tier = quote.tier
    row.monthly_price = quote.monthly.amount
    row.employer_part = _amount(quote.employer_part)
    row.employee_part = _amount(quote.employee_part)
    row.currency = quote.monthly.currency
    row.funding = quote.funding
    row.cover = _amount(quote.cover)
    row.quote = stored_quote(quote)
    row.quote_hash = quote.hash


def price_as(row: models.Enrolment, other: models.Enrolment) -> None:
    """
    Give a row that is not stored yet the price and the quote of another one.
    """
    for column in _COLUMNS:
        setattr(row, column, getattr(other, column))


def _amount(money: Money | None) -> Decimal | None:
    return None if money is None else money.amount
