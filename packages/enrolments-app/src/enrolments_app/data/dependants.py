"""
Whom has an employee named as family?
"""

import dataclasses
import datetime as dt
from uuid import UUID

from domain_kit.periods import Period

PARTNERS = frozenset({"spouse", "partner"})
"""Nobody has two of them on a day."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredDependant:
    """
    Somebody an employee may cover; both dates are inclusive. `key` is the HR system's identifier.
    """

    id: UUID
    employer_id: UUID
    employee_id: str
    key: str
    name: str
    relationship: str
    born_on: dt.date | None
    disabled: bool
    starts_on: dt.date
    ends_on: dt.date | None
    end_reason: str

    @property
    def period(self) -> Period:
        """
        The days on which the person is a dependant.
        """
        return Period.inclusive(self.starts_on, self.ends_on)
