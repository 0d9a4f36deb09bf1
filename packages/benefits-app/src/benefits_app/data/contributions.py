"""
Who pays which part of a price?
"""

import dataclasses
import enum
from decimal import Decimal
from uuid import UUID

from domain_kit.money import Money


class ContributionKind(enum.StrEnum):
    """
    How the employer's part is found (C-09).
    """

    FIXED = "fixed"
    PERCENT = "percent"
    PERCENT_CAPPED = "percent_capped"
    REFERENCE = "reference"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """
    The employer's part for a tier; the tier "" is every tier that has no rule of its own.

    `amount` is the fixed part, `cap` the most a capped percentage comes to, both a month;
    `percent` is 0 to 100. A reference contribution is a percentage of the price of
    `reference_option_id` for the same household.
    """

    kind: ContributionKind
    tier: str = ""
    amount: Money | None = None
    percent: Decimal | None = None
    cap: Money | None = None
    reference_option_id: UUID | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ContributionScheme:
    """
    The rules of a plan, one a tier, and the least percentage that the employer pays in any case.
    """

    contributions: tuple[Contribution, ...]
    minimum_percent: Decimal = Decimal(0)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """
    The two parts of a price; together they are the price.
    """

    employer: Money
    employee: Money
