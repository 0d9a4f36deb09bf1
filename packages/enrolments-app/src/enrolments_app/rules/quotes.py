"""
How is a quote kept with the cover it was given for (C-11)?
"""

import datetime as dt
from typing import Any

from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app.data import Quote


def stored_quote(quote: Quote) -> dict[str, Any]:
    """
    The quote as JSON: money in minor units, days as ISO dates, the end excluded.
    """
    return {
        "option_id": str(quote.option_id),
        "plan_year_id": str(quote.plan_year_id) if quote.plan_year_id else None,
        "label": quote.label,
        "monthly": _money(quote.monthly),
        "employer_part": _money(quote.employer_part),
        "employee_part": _money(quote.employee_part),
        "lines": [{"key": line.key, "amount": _money(line.amount)} for line in quote.lines],
        "available": [
            quote.available.start.isoformat(),
            quote.available.end.isoformat() if quote.available.end else None,
        ],
        "funding": quote.funding,
        "tier": quote.tier,
        "cover": _money(quote.cover),
        "guaranteed": _money(quote.guaranteed),
        "valid_until": quote.valid_until.isoformat() if quote.valid_until else None,
        "hash": quote.hash,
    }


def _money(money: Money | None) -> dict[str, Any] | None:
    return None if money is None else {"minor": money.minor, "currency": money.currency}


def stored_availability(stored: dict[str, Any] | None) -> Period | None:
    """
    The plan year that a stored quote names; None if the cover is older than quotes.
    """
    if not stored:
        return None
    first, end = stored["available"]
    return Period(
        start=dt.date.fromisoformat(first), end=dt.date.fromisoformat(end) if end else None
    )
