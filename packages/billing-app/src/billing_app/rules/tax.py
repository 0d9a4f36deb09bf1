"""
What tax is on an invoice? Summed by category, then rounded, once a category (C-28).
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from billing_app.data import Tax
from domain_kit.money import Money


def taxes_of(
    lines: Iterable[tuple[str, Money]], rules: Mapping[str, Tax | None]
) -> tuple[tuple[str, Tax, Money], ...]:
    """
    The tax of each category that has one, of its lines together: three times 99.99 at 25 % is 74.99.
    Categories come in the order of their first line; no tax of nothing.
    """
    together: dict[str, Money] = {}
    for category, amount in lines:
        together[category] = together.get(category, Money.zero(amount.currency)) + amount
    found = []
    for category, amount in together.items():
        tax = rules.get(category)
        if tax is not None and (owed := tax_on(amount, tax.rate)):
            found.append((category, tax, owed))
    return tuple(found)


def tax_on(amount: Money, rate: Decimal) -> Money:
    """
    A rate of an amount, rounded half up.
    """
    return Money.rounded(Fraction(amount.amount) * Fraction(rate), amount.currency)
