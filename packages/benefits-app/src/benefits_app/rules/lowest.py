"""
What does an option cost at least, and does everybody pay that?
"""

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction

from benefits_app.data import Basis, PricedOption
from domain_kit.money import Money


def lowest_price(option: PricedOption) -> tuple[Money, bool]:
    """
    The lowest monthly price of one person, and whether somebody may pay another.

    Of an option that is priced by its cover, it is the price of the smallest cover.
    """
    return lowest_of(
        {band.amount for band in option.rates.bands},
        basis=option.rates.basis,
        least_cover=option.cover.minimum,
        currency=option.rates.currency,
    )


def lowest_of(
    amounts: Collection[Decimal], *, basis: Basis, least_cover: Money | None, currency: str
) -> tuple[Money, bool]:
    """
    The same, of the different amounts of the bands: the lowest and the highest are enough.
    """
    each = basis in (Basis.PER_MEMBER, Basis.PER_1000)
    varies = each or len(amounts) > 1
    lowest = min(amounts, default=Decimal())
    if basis is Basis.PER_1000 and least_cover is not None:
        units = Fraction(least_cover.amount) / 1000
        return Money.rounded(units * Fraction(lowest), currency), varies
    return Money.rounded(lowest, currency), varies
