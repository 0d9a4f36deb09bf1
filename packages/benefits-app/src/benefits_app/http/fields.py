"""
Which texts and amounts do several bodies of this domain have?
"""

from domain_kit.http import Text
from domain_kit.money import Money

Code = Text(40, 1)
Name = Text(200, 1)


def as_written(money: Money | None) -> dict[str, int | str] | None:
    """
    An amount as `MoneyOut` describes it.
    """
    return None if money is None else {"minor": money.minor, "currency": money.currency}
