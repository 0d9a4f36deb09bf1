"""
What does the catalogue of benefits say to this domain?
"""

import dataclasses
import datetime as dt
from uuid import UUID

from domain_kit.money import Money
from domain_kit.periods import Period

SELF = "self"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """
    Somebody a price is asked for; the employee has an empty key and the relationship "self".
    """

    key: str
    relationship: str
    born_on: dt.date | None = None
    name: str = ""
    disabled: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRequest:
    """
    One price of many that are asked for at once; `cover` is the sum insured, if one is chosen.

    `priced_on` is the day whose rates and ages count; without it the first day, `on`.
    """

    option_id: UUID
    on: dt.date
    people: tuple[Person, ...] = ()
    cover: Money | None = None
    priced_on: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class QuoteLine:
    """
    The part of a price that is one person's; the employee's key is empty.
    """

    key: str
    amount: Money


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """
    What the catalogue says of an option on a day; stored with the enrolment (C-11).

    `monthly` is the whole price of a month, `employer_part` and `employee_part` who pays which
    part of it. `available` is the plan year: cover never outlives it. `guaranteed` is the sum
    insured without evidence. `closed_to_new`: only who has the option already may keep it.
    """

    option_id: UUID
    benefit_id: UUID
    plan_id: UUID
    employer_id: UUID
    monthly: Money
    available: Period
    label: str
    plan_year_id: UUID | None = None
    lines: tuple[QuoteLine, ...] = ()
    employer_part: Money | None = None
    employee_part: Money | None = None
    funding: str = ""
    tier: str = ""
    cover: Money | None = None
    guaranteed: Money | None = None
    valid_until: dt.date | None = None
    hash: str = ""
    closed_to_new: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """
    A time in which employees choose for a plan year; both instants are aware, the end is excluded.
    """

    id: UUID
    plan_year_id: UUID
    kind: str
    opens_at: dt.datetime
    closes_at: dt.datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """
    Whether somebody may have a benefit: from which day, or every reason why not.
    """

    eligible: bool
    first_day: dt.date | None = None
    reasons: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LifeEventTerms:
    """
    What a life event allows: the last day to report it, and the first days cover may have.

    `permitted` names what it opens: "enrol", "change_option", "add_dependant", "end_dependant",
    "unenrol", "waive".
    """

    code: str
    name: str
    reported_by: dt.date
    allowed_from: dt.date
    effective_on: tuple[dt.date, ...]
    permitted: tuple[str, ...] = ()
    evidence_required: bool = False
    self_service: bool = True


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """
    The option that takes the place of another in the next plan year; None: somebody must choose.
    """

    option_id: UUID
    successor_id: UUID | None
