"""
On what terms is a plan sold?
"""

import dataclasses
import enum

from benefits_app.data.catalogue import AgePolicy


class ProrationPolicy(enum.StrEnum):
    """
    What part of a month's price is charged when only a part of the month is covered (C-05).
    """

    DAILY = "daily"
    """The covered days over the days of the month."""
    FULL_MONTH = "full_month"
    """The whole month, whichever days are covered."""
    NONE = "none"
    """Nothing: only a month covered in full is charged."""
    WASH_DAY = "wash_day"
    """The whole month if its wash day is covered, nothing if not."""
    FIXED_30 = "fixed_30"
    """Days over 30, as if every month had 30 days."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Proration:
    """
    The policy, and the day of the month on which a wash-day plan looks (1 to 31).

    In a month that is shorter, its last day is the wash day.
    """

    policy: ProrationPolicy = ProrationPolicy.DAILY
    wash_day: int | None = None


class BillingMode(enum.StrEnum):
    """
    Who pays in a plan that is priced per member (C-07).
    """

    SELF = "self"
    """Every member pays its own rate."""
    LIST = "list"
    """Of the children under 21 only the three oldest pay."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PlanTerms:
    """
    Proration, the age that is priced, who pays, and how many members there may be in all.
    """

    proration: Proration = Proration()
    age_policy: AgePolicy = AgePolicy.FIRST_OF_MONTH
    billing_mode: BillingMode = BillingMode.SELF
    min_members: int | None = None
    max_members: int | None = None


STANDARD_TERMS = PlanTerms()
"""Those of a plan that says nothing else."""
