"""
In which minor units does Stripe count? Its own, which are not always those of ISO 4217.

Source: Stripe's page "Supported currencies", sections on zero-decimal, three-decimal and special
currencies.
"""

from decimal import Decimal
from fractions import Fraction

from domain_kit.money import Money, TooPrecise, UnknownCurrency

# MGA has two decimals in ISO 4217 and none here. ISK and UGX have none there, and two here.
WHOLE = frozenset(
    "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split()  # noqa: SIM905 - a table
)
THOUSANDTHS = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})


def decimals(currency: str) -> int:
    """
    How many decimal places Stripe counts in.
    """
    if currency in WHOLE:
        return 0
    return 3 if currency in THOUSANDTHS else 2


def to_stripe(amount: Money) -> int | None:
    """
    The number Stripe wants; None if it cannot be asked for exactly this amount: a fraction of its
    unit, or three decimals that do not end in 0.
    """
    counted = Fraction(amount.amount) * 10 ** decimals(amount.currency)
    if counted.denominator != 1:
        return None
    if amount.currency in THOUSANDTHS and counted % 10:
        return None
    return int(counted)


def from_stripe(counted: object, currency: object) -> Money | None:
    """
    The amount that a number of Stripe's stands for; None if it says no amount, or one that there is
    not.
    """
    if isinstance(counted, bool) or not isinstance(counted, int) or not isinstance(currency, str):
        return None
    code = currency.upper()
    try:
        return Money.of(Decimal(counted).scaleb(-decimals(code)), code)
    except (TooPrecise, UnknownCurrency):
        return None
