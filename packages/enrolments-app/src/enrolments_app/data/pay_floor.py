"""
Whose salary sacrifices leave less than the least pay?
"""

import dataclasses
import datetime as dt

from domain_kit.money import Money


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PayFloorBreach:
    """
    An employee whose sacrifices of a month are more than the pay above the floor (C-20).

    Amounts are per month. `headroom` is what may be sacrificed in all, `shortfall` is how much of
    `sacrificed` is too much.
    """

    employee_id: str
    on: dt.date
    floor: Money
    headroom: Money
    sacrificed: Money
    shortfall: Money
