"""
Which days and texts can billing keep?
"""

import datetime as dt
import re

from billing_app.errors import DateOutOfRange, UnusableValue
from domain_kit.money import Money, require_storable

# A run looks at several texts of each cover: letter by letter it would spend most of its time here.
_NEVER = re.compile("[\0\ud800-\udfff]")
FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2199, 12, 31)


def require_day(field: str, day: dt.date) -> None:
    """
    Raises:
        DateOutOfRange: if it is centuries away.
    """
    if not FIRST_DAY <= day <= LAST_DAY:
        raise DateOutOfRange(field, day, FIRST_DAY, LAST_DAY)


def require_text(field: str, text: str, *, longest: int, shortest: int = 0) -> None:
    """
    Raises:
        UnusableValue: if its column cannot keep it, or if it is too short.
    """
    if not shortest <= len(text) <= longest or _NEVER.search(text):
        raise UnusableValue(field, f"{shortest} to {longest} characters without NUL")


def require_amount(amount: Money) -> None:
    """
    Raises:
        AmountNotStorable: if the columns of billing cannot keep it.
        CurrencyNotStorable: if its currency has more decimal places than they have.
    """
    require_storable(amount, max_digits=14, decimal_places=3)
