"""
Which values describe what is on offer?
"""

import dataclasses
import datetime as dt
import enum
from decimal import Decimal
from uuid import UUID

from domain_kit.money import Money
from domain_kit.periods import Period


class Category(enum.StrEnum):
    """
    What kind of benefit it is.
    """

    MEDICAL = "medical"
    DENTAL = "dental"
    VISION = "vision"
    LIFE = "life"
    INCOME_PROTECTION = "income_protection"
    PENSION = "pension"
    CYCLE = "cycle"
    ELECTRIC_VEHICLE = "electric_vehicle"
    WELLBEING = "wellbeing"


class Funding(enum.StrEnum):
    """
    Who pays for it, and how.
    """

    EMPLOYER_PAID = "employer_paid"
    SALARY_SACRIFICE = "salary_sacrifice"
    NET_DEDUCTION = "net_deduction"
    ALLOWANCE = "allowance"


class PlanStatus(enum.StrEnum):
    """
    draft -> published -> closed_to_new -> retired; published prices do not change.
    """

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED_TO_NEW = "closed_to_new"
    RETIRED = "retired"


class Basis(enum.StrEnum):
    """
    What one amount of a rate table pays for.
    """

    PER_ENROLMENT = "per_enrolment"
    """Everybody covered, whoever they are; by the age of the employee."""
    PER_TIER = "per_tier"
    """Everybody covered, by the tier of the household and the age of the employee."""
    PER_MEMBER = "per_member"
    """One member, by its own relationship and age."""
    PER_1000 = "per_1000"
    """A thousand units of one member's cover, by its own relationship and age."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """
    One option an employer's people may choose, and what it costs a month.

    If the price depends on who is covered (`varies`), it is the lowest. Asked for certain people,
    it is their price, with the `employer` and `employee` parts; or `refusal` says why it cannot be.
    """

    option_id: UUID
    plan_id: UUID
    benefit_id: UUID
    plan_year_id: UUID
    benefit_code: str
    benefit_name: str
    option_code: str
    option_name: str
    category: Category
    funding: Funding
    monthly_price: Money
    plan_year: Period
    varies: bool = False
    employer: Money | None = None
    employee: Money | None = None
    refusal: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """
    When elections are accepted: [opens_at, closes_at), instants in UTC.

    Those are the days from `opens_on` to `closes_on` in `time_zone`, both inclusive.
    """

    id: UUID
    employer_id: UUID
    plan_year_id: UUID
    kind: str
    opens_at: dt.datetime
    closes_at: dt.datetime
    opens_on: dt.date
    closes_on: dt.date
    time_zone: str
    extended_from: dt.date | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PlanYear:
    """
    The period an employer's plans are agreed for, in the employer's zone (IANA name).
    """

    id: UUID
    employer_id: UUID
    period: Period
    time_zone: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """
    Something an employer gives its people.
    """

    id: UUID
    employer_id: UUID
    code: str
    name: str
    category: Category
    funding: Funding
    retired: bool


class AgePolicy(enum.StrEnum):
    """
    When somebody who grows older moves to the next band (C-06).
    """

    FROZEN = "frozen"
    FIRST_OF_MONTH = "first_of_month"
    ON_BIRTHDAY = "on_birthday"
    ON_PLAN_OR_TIER_CHANGE = "on_plan_or_tier_change"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """
    The monthly price for the ages `age_from` to `age_to`, inclusive.

    `group` is the tier or the pricing relationship it is for, "" for all. `amount` is the price in
    major units with up to 6 decimals; without it, it is `monthly`, which is `amount` rounded.
    """

    age_from: int
    age_to: int
    monthly: Money
    group: str = ""
    amount: Decimal | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RateTable:
    """
    The rates of an option for a period; `basis` is what one amount of them pays for.
    """

    id: UUID
    option_id: UUID
    period: Period
    reason: str
    bands: tuple[Band, ...]
    basis: Basis = Basis.PER_ENROLMENT
