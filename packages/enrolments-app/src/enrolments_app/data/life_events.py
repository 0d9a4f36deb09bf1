"""
What has happened in an employee's life, and which days does it open?
"""

import dataclasses
import datetime as dt
import enum
from uuid import UUID


class ClaimState(enum.StrEnum):
    """
    What HR has said of a reported life event.
    """

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LifeEventClaim:
    """
    A reported life event. `allowed_on` are the first days of cover that its kind allows;
    `chosen_on` is the one HR chose, and None leaves the choice to the employee. `usable_until` is
    the last day on which an approved claim may be used; every day is the employer's own.
    """

    id: UUID
    employer_id: UUID
    employee_id: str
    kind: str
    event_on: dt.date
    reported_at: dt.datetime
    reported_on: dt.date
    evidence: tuple[str, ...]
    permitted: tuple[str, ...]
    allowed_on: tuple[dt.date, ...]
    state: ClaimState
    chosen_on: dt.date | None
    usable_until: dt.date | None
    decided_at: dt.datetime | None
    reason: str

    @property
    def open_days(self) -> tuple[dt.date, ...]:
        """
        The first days of cover that the claim opens: none unless it is approved.
        """
        if self.state is not ClaimState.APPROVED:
            return ()
        return (self.chosen_on,) if self.chosen_on else self.allowed_on
