"""
Which values tell what the directory knows, and what changed in it?
"""

import dataclasses
import datetime as dt
from uuid import UUID

from domain_kit.periods import Period


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Employment:
    """
    A period of work for one employer, whose zone is an IANA name.
    """

    employer_id: UUID
    time_zone: str
    period: Period


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """
    Somebody in the directory; the newest employment is the last.
    """

    id: int
    name: str
    born_on: dt.date | None
    employments: tuple[Employment, ...]

    @property
    def newest(self) -> Employment:
        """
        The present employment, or the last one, or the one that is agreed already.
        """
        return self.employments[-1]

    def employment_on(self, day: dt.date) -> Employment:
        """
        The employment of a day; on a day without one, the newest.
        """
        return next((each for each in self.employments if each.period.contains(day)), self.newest)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EndMoved:
    """
    The last day of an employment moved; None is no end. An employment that is gone altogether
    ends before its first day.
    """

    employer_id: UUID
    previous_last_day: dt.date | None
    last_day: dt.date | None

    @property
    def earlier(self) -> bool:
        """
        Whether days of employment were lost, not won.
        """
        if self.last_day is None:
            return False
        return self.previous_last_day is None or self.last_day < self.previous_last_day


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StartMoved:
    """
    The first day of an employment moved, either way.
    """

    employer_id: UUID
    previous_first_day: dt.date
    first_day: dt.date


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PersonChange:
    """
    What a change in the directory did to one person, for those who must react to it.
    """

    employee_id: int
    before: Person
    after: Person | None
    ends_moved: tuple[EndMoved, ...]
    starts_moved: tuple[StartMoved, ...] = ()

    @property
    def birth_date_changed(self) -> bool:
        """
        Whether ages are other than they were.
        """
        return self.after is not None and self.after.born_on != self.before.born_on
