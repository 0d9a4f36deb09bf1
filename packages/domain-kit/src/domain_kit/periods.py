"""
Which days does something cover, and what is a part of a period worth?
"""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction

from domain_kit.money import Money

_DAY = dt.timedelta(days=1)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """
    A half-open range of dates, [start, end); `end` None means open-ended.
    """

    start: dt.date
    end: dt.date | None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(
                f"A period ends on or after its start, not {self.start} to {self.end}."
            )

    @classmethod
    def inclusive(cls, first: dt.date, last: dt.date | None) -> "Period":
        """
        The period whose last day is `last`: how dates are written in the APIs.
        """
        return cls(start=first, end=None if last is None else last + _DAY)

    @classmethod
    def month(cls, day: dt.date) -> "Period":
        """
        The calendar month of a day.
        """
        first = day.replace(day=1)
        return cls(start=first, end=(first + 31 * _DAY).replace(day=1))

    @property
    def last(self) -> dt.date | None:
        """
        The inclusive last day; None if open-ended.
        """
        return None if self.end is None else self.end - _DAY

    @property
    def days(self) -> int:
        """
        The number of days.

        Raises:
            ValueError: if the period is open-ended.
        """
        if self.end is None:
            raise ValueError(
                f"The period from {self.start} has no end, so its days are not counted."
            )
        return (self.end - self.start).days

    @property
    def is_empty(self) -> bool:
        """
        Whether it covers no day.
        """
        return self.end == self.start

    def contains(self, day: dt.date) -> bool:
        """
        Whether a day is covered.
        """
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        """
        Whether some day is covered by both.
        """
        return self.intersection(other) is not None

    def intersection(self, other: "Period") -> "Period | None":
        """
        The days covered by both, if there are any.
        """
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends, default=None)
        if end is not None and end <= start:
            return None
        return Period(start=start, end=end)

    def months(self) -> "Iterator[Period]":
        """
        The calendar months it touches, in order; endless if it is open-ended.
        """
        month = Period.month(self.start)
        while self.end is None or month.start < self.end:
            yield month
            assert month.end is not None
            month = Period.month(month.end)

    def __str__(self) -> str:
        return f"{self.start} to {self.last or 'further notice'}"


def prorate(price: Money, *, covered: Period, whole: Period) -> Money:
    """
    The price of the covered days of a whole period: days / days, rounded half up (C-01, C-04).

    The denominator is the real length of `whole`; days outside it cost nothing.
    """
    part = covered.intersection(whole)
    days = part.days if part else 0
    share = Fraction(price.minor * days, whole.days)
    sign = -1 if share < 0 else 1
    return Money(minor=sign * int(abs(share) + Fraction(1, 2)), currency=price.currency)


def prorate_segments(
    price: Money, segments: Sequence[Period], *, whole: Period
) -> tuple[Money, ...]:
    """
    The price of each segment of a whole period; they add up to what their days cost (C-03).

    Largest remainder, ties to the earliest segment, so 10.00 for 9 + 9 + 10 days of February is
    3.22 + 3.21 + 3.57 and not 9.99.
    """
    parts = [segment.intersection(whole) for segment in segments]
    days = [part.days if part else 0 for part in parts]
    rest = whole.days - sum(days)
    if rest < 0:
        raise ValueError(f"The segments overlap: {sum(days)} days of {whole.days}.")
    return price.allocate([*days, rest])[: len(days)]
