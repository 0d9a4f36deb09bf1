"""
What is cover, and who is covered by it?
"""

import dataclasses
import datetime as dt
import enum
from uuid import UUID

from domain_kit.money import Money
from domain_kit.periods import Period


class EnrolmentStatus(enum.StrEnum):
    """
    The decision about an enrolment; what is in force on a day follows from its dates.

    `CANCELLED` never took effect, `TERMINATED` did. `ENDED` is its name before 2.1.0, and the same
    member; `WAIVED` is no longer written: waivers have a table of their own.
    """

    ACTIVE = "active"
    CANCELLED = "cancelled"
    TERMINATED = "terminated"
    ENDED = "terminated"
    WAIVED = "waived"

    @classmethod
    def _missing_(cls, value: object) -> "EnrolmentStatus | None":
        return cls.TERMINATED if value == "ended" else None


STOPPED = EnrolmentStatus.TERMINATED
"""What cover becomes that is ended after a last day."""


class Source(enum.StrEnum):
    """
    Why an enrolment could be decided.
    """

    ADMIN = "admin"
    WINDOW = "window"
    LIFE_EVENT = "life_event"
    NEW_HIRE = "new_hire"
    CARRY_OVER = "carry_over"
    IMPORT = "import"


class ChangeKind(enum.StrEnum):
    """
    What happened to an enrolment.
    """

    INITIAL = "initial"
    TERMINATE = "terminate"
    TERMINATE_EARLIER = "terminate_earlier"
    TERMINATE_LATER = "terminate_later"
    WITHDRAW_END = "withdraw_end"
    CANCEL = "cancel"
    REINSTATE = "reinstate"
    OPTION_CHANGE = "option_change"
    DEPENDANT_ADD = "dependant_add"
    DEPENDANT_DROP = "dependant_drop"
    REPRICE = "reprice"
    ACTIVE_RENEWAL = "active_renewal"
    PASSIVE_RENEWAL = "passive_renewal"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Dependant:
    """
    Someone covered beside the employee; `key` is the HR system's own identifier.
    """

    key: str
    name: str
    relationship: str
    born_on: dt.date | None = None
    disabled: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """
    One employee's cover by one option at one price; both dates are inclusive.

    A new price, option or household is another enrolment, whose `predecessor_id` is this one's.
    `reversed`: the cover was undone after it had begun, so no day counts.
    """

    id: UUID
    employer_id: UUID
    employee_id: str
    benefit_id: UUID
    plan_id: UUID
    option_id: UUID
    label: str
    starts_on: dt.date
    ends_on: dt.date | None
    status: EnrolmentStatus
    monthly: Money
    employer_part: Money | None = None
    employee_part: Money | None = None
    funding: str = ""
    cover: Money | None = None
    plan_year_id: UUID | None = None
    tier: str = ""
    source: Source = Source.ADMIN
    predecessor_id: UUID | None = None
    decided_at: dt.datetime | None = None
    reason: str = ""
    quote_hash: str = ""
    version: int = 1
    reversed: bool = False

    @property
    def coverage(self) -> Period | None:
        """
        The days of cover; None if there was never any.
        """
        if self.reversed or self.status in (EnrolmentStatus.CANCELLED, EnrolmentStatus.WAIVED):
            return None
        if self.ends_on is not None and self.ends_on < self.starts_on:
            return None
        return Period.inclusive(self.starts_on, self.ends_on)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """
    Somebody an enrolment covers, and the share of its monthly price; the employee has no key.
    """

    key: str
    name: str
    relationship: str
    born_on: dt.date | None
    share: Money
