"""
Do an employee's salary sacrifices of a month leave the least pay (C-20)?
"""

import dataclasses
from collections.abc import Iterable
from decimal import Decimal

from domain_kit.money import Money

MONTHS = 12


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """
    How much may be sacrificed in a month in all, and by how much that is exceeded.
    """

    headroom: Money
    sacrificed: Money
    shortfall: Money

    @property
    def breached(self) -> bool:
        """
        Whether too much is sacrificed.
        """
        return self.shortfall.minor > 0


def monthly_pay(annual: Money) -> Money:
    """
    A twelfth of the yearly pay, rounded half up: 25,000.00 is 2,083.33.
    """
    return Money.rounded(annual.amount / Decimal(MONTHS), annual.currency)


def room(*, annual: Money, floor: Money, sacrifices: Iterable[Money]) -> Room:
    """
    All sacrifices of a month together against the pay above the floor.

    Pay below the floor leaves no headroom; it is no debt of the employee.

    Raises:
        CurrencyMismatch: if pay, floor and sacrifices are not in one currency.
    """
    above = monthly_pay(annual) - floor
    headroom = above if above.minor > 0 else Money.zero(annual.currency)
    sacrificed = sum(sacrifices, Money.zero(annual.currency))
    over = sacrificed - headroom
    shortfall = over if over.minor > 0 else Money.zero(annual.currency)
    return Room(headroom=headroom, sacrificed=sacrificed, shortfall=shortfall)
