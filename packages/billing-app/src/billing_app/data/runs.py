"""
How far is a billing run, and what would one do?
"""

import dataclasses
import datetime as dt
import enum
from uuid import UUID

from billing_app.data.charges import Payer
from domain_kit.money import Money
from domain_kit.periods import Period


class RunStatus(enum.StrEnum):
    """
    running -> done | parked | failed; a run that was killed is running until it is run again.
    """

    RUNNING = "running"
    DONE = "done"
    PARKED = "parked"
    FAILED = "failed"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BillingRun:
    """
    One run of an account for the months up to `month`: how far it has come, in covers looked at and
    charges made, and what parked or failed it.
    """

    id: UUID
    account_id: UUID
    employer_id: UUID
    month: Period
    issued_on: dt.date
    status: RunStatus
    sources: int
    charged: int
    problem: str
    invoice_id: UUID | None
    started_at: dt.datetime
    finished_at: dt.datetime | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PreviewLine:
    """
    A charge that a run would make; `corrects` a month that was charged before.
    """

    source_id: UUID
    employee_id: int | str
    description: str
    month: Period
    period: Period | None
    payer: Payer
    amount: Money
    corrects: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BillingPreview:
    """
    What a run would do now, and has not done. `to_ask` is what its drafts would come to: `waiting`
    charges and new ones; `month_total` is what the month costs in all, and `variance` how much
    more that is than the month before. `lines` are the largest of `charges` new charges.
    """

    employer_id: UUID
    month: Period
    first_month: Period
    waiting: Money
    corrections: Money
    to_ask: Money
    month_total: Money
    last_month_total: Money
    charges: int
    lines: tuple[PreviewLine, ...]

    @property
    def variance(self) -> Money:
        """
        How much more the month costs than the one before.
        """
        return self.month_total - self.last_month_total
