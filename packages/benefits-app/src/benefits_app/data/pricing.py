"""
What is asked for a price, what decides it, and what is the answer?
"""

import dataclasses
import datetime as dt
from decimal import Decimal
from uuid import UUID

from benefits_app.data.catalogue import Basis, Funding
from benefits_app.data.contributions import ContributionScheme
from benefits_app.data.households import Person, RelationshipRule, Tier
from benefits_app.data.plans import STANDARD_TERMS, PlanTerms
from domain_kit.money import Money
from domain_kit.periods import Period


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RateBand:
    """
    A monthly amount in major units, to 6 decimals, for the ages from `age_from` to `age_to`.

    `group` is the tier, or for the bases of a single member the pricing relationship, that it is
    for; "" is for all that have no band of their own.
    """

    age_from: int
    age_to: int
    amount: Decimal
    group: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """
    A rate table as it prices: its bands, its currency, and the days on which it is in force.
    """

    table_id: UUID
    basis: Basis
    currency: str
    period: Period
    bands: tuple[RateBand, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CoverTerms:
    """
    Which amounts of cover can be chosen; up to `guaranteed` nobody asks for evidence (C-18).
    """

    minimum: Money | None = None
    maximum: Money | None = None
    step: Money | None = None
    guaranteed: Money | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PricedOption:
    """
    An option with everything that decides its price on a day.

    Without `relationships` everybody is priced as what they are; without `tiers` a household has
    none; without a `scheme` the funding says who pays. `references` are the options that
    contributions refer to. From `closed_to_new_on` on only who has the option keeps it.
    """

    option_id: UUID
    benefit_id: UUID
    plan_id: UUID
    plan_year_id: UUID
    employer_id: UUID
    benefit_name: str
    option_name: str
    plan_year: Period
    funding: Funding
    rates: Rates
    terms: PlanTerms = STANDARD_TERMS
    relationships: tuple[RelationshipRule, ...] = ()
    tiers: tuple[Tier, ...] = ()
    scheme: ContributionScheme | None = None
    cover: CoverTerms = CoverTerms()
    references: "tuple[PricedOption, ...]" = ()
    closed_to_new_on: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRequest:
    """
    A price is asked for people on a day; nobody named is the employee alone.

    `priced_on` is the day since which they have had this plan and tier, if it is not `on`: the
    ages of that day count where a plan re-ages at a change only (C-06).
    """

    option_id: UUID
    on: dt.date
    people: tuple[Person, ...] = ()
    cover: Money | None = None
    priced_on: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class QuoteLine:
    """
    What one member costs a month; `age` is the age that was priced, None if none was needed.
    """

    key: str
    relationship: str
    age: int | None
    amount: Money


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """
    A monthly price from `on`, who pays it, and what it is made of.

    The lines add up to the total, and so do the employer's and the employee's part.
    `guaranteed` is how much of the cover needs no evidence. `valid_until` is the last day on which
    the price is known to be the same, and at the latest the last of the plan year.
    `hash` is the same as long as the content of the offer is (C-11).
    `closed_to_new` says that the option is only for those who have it already on `on`.
    """

    option_id: UUID
    benefit_id: UUID
    plan_id: UUID
    plan_year_id: UUID
    employer_id: UUID
    benefit_name: str
    option_name: str
    plan_year: Period
    on: dt.date
    tier: str
    lines: tuple[QuoteLine, ...]
    total: Money
    employer: Money
    employee: Money
    funding: Funding
    rate_table_id: UUID
    cover: Money | None
    guaranteed: Money | None
    valid_until: dt.date | None
    hash: str
    closed_to_new: bool = False
