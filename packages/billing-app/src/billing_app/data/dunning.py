"""
Who is reminded of what is late?
"""

import dataclasses
import datetime as dt
from uuid import UUID

from domain_kit.money import Money


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DunningStage:
    """
    What is written how many days after the due date.
    """

    days_after_due: int
    name: str
    text: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DunningStep:
    """
    A reminder of a late invoice: its stage, from 1, and whom it was mailed to, if anybody.
    """

    invoice_id: UUID
    number: str
    stage: int
    name: str
    due: Money
    taken_on: dt.date
    mailed_to: str
