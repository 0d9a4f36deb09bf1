"""
What must a month of cover still be charged?
"""

from billing_app.data import CoverageLine
from domain_kit.money import Money
from domain_kit.periods import Period, prorate


def desired(line: CoverageLine, month: Period) -> Money:
    """
    What the month's cover costs, by the days of the calendar month (C-01).
    """
    if line.coverage is None:
        return Money.zero(line.monthly.currency)
    return prorate(line.monthly, covered=line.coverage, whole=month)


def still_to_charge(line: CoverageLine, month: Period, *, charged: Money) -> Money:
    """
    Desired minus already charged: positive, negative or nothing (C-25).
    """
    return desired(line, month) - charged
