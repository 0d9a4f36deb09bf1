"""
What does an option cost at least, and does everybody pay that?
"""

from fractions import Fraction

from benefits_app.data import Basis, PricedOption
from domain_kit.money import Money


def lowest_price(option: PricedOption) -> tuple[Money, bool]:
    """
    The lowest monthly price of one person, and whether somebody may pay another.

    Of an option that is priced by its cover, it is the price of the smallest cover.
    """
    amounts = {band.amount for band in option.rates.bands}
    units = Fraction(1)
    if option.rates.basis is Basis.PER_1000 and option.cover.minimum is not None:
        units = Fraction(option.cover.minimum.amount) / 1000
    each = option.rates.basis in (Basis.PER_MEMBER, Basis.PER_1000)
    lowest = Fraction(min(amounts, default=0))
    return Money.rounded(units * lowest, option.rates.currency), each or len(amounts) > 1
