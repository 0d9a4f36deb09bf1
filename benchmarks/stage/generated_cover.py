"""
A coverage source of any size that keeps nothing in memory.
"""

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar
from uuid import UUID

from billing_app.data import CoverageLine
from domain_kit.money import Money
from domain_kit.periods import Period

EMPLOYER = UUID(int=1)
PER_PERSON = 4
FIRST_DAY = dt.date(2027, 1, 1)


class GeneratedCover:
    """
    `size` covers of one employer, four a person, all of them open.
    """

    size: ClassVar[int] = 0

    def coverage(self, *, employer_id: UUID, month: Period) -> Iterator[CoverageLine]:
        """
        One line after the other.
        """
        days = Period(start=FIRST_DAY, end=None)
        for number in range(self.size):
            yield CoverageLine(
                source_id=UUID(int=(7 << 64) + number),
                employer_id=employer_id,
                employee_id=f"{number // PER_PERSON:07d}",
                description=f"Benefit {number % PER_PERSON}, Standard",
                coverage=days,
                monthly=Money(minor=1_000 + number % 5_000, currency="GBP"),
            )
