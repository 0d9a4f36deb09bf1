"""
What does an employee choose, and in which cart?
"""

import dataclasses
import datetime as dt
import enum
from uuid import UUID

from domain_kit.money import Money
from enrolments_app.data.cover import Dependant


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ElectionRequest:
    """
    One choice: an option from a day on, for the employee and the dependants.

    `cover` is the sum insured where the option is priced per 1,000 of it. `quote_hash` is the hash
    of the quote that was shown; another price than that is refused (C-11). Empty: none was shown.
    """

    employee_id: str | int
    option_id: UUID
    starts_on: dt.date
    dependants: tuple[Dependant, ...] = ()
    cover: Money | None = None
    quote_hash: str = ""


class BatchState(enum.StrEnum):
    """
    A batch is a draft until all its lines have become cover at once.
    """

    DRAFT = "draft"
    SUBMITTED = "submitted"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ElectionLine:
    """
    A choice in a batch; `enrolment_id` is the cover it became.
    """

    position: int
    request: ElectionRequest
    enrolment_id: UUID | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ElectionBatch:
    """
    A cart of one employee: all lines take effect or none.
    """

    id: UUID
    employer_id: UUID
    employee_id: str
    window_id: UUID | None
    claim_id: UUID | None
    state: BatchState
    agreement_signed: bool
    opened_at: dt.datetime
    submitted_at: dt.datetime | None
    lines: tuple[ElectionLine, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MonthPart:
    """
    One calendar month of a change: the covered days, of how many, and what they add to the bill.
    """

    month: dt.date
    days: int
    of_days: int
    difference: Money


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ChangePreview:
    """
    What a change would cost; nothing was written. Amounts are per month unless a part says
    otherwise; `ends_on` is the last day of the present cover, if there is one.
    """

    option_id: UUID
    benefit_id: UUID
    label: str
    starts_on: dt.date
    last_day: dt.date | None
    replaces_id: UUID | None
    ends_on: dt.date | None
    monthly_now: Money
    monthly: Money
    employer: Money | None
    employee: Money | None
    shares: tuple[tuple[str, Money], ...]
    guaranteed: Money | None
    months: tuple[MonthPart, ...]
    quote_hash: str
