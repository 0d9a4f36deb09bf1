"""
Builds options and people for the tests of rules.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from benefits_app.data import (
    Basis,
    Comparison,
    Funding,
    Person,
    PricedOption,
    QuoteRequest,
    RateBand,
    Rates,
    RelationshipRule,
    Tier,
    TierCount,
)
from domain_kit.money import Money
from domain_kit.periods import Period

OPTION = UUID(int=1)
OTHER_OPTION = UUID(int=2)
EMPLOYER = UUID(int=3)
YEAR_2027 = Period(start=dt.date(2027, 1, 1), end=dt.date(2028, 1, 1))
MAY = dt.date(2027, 5, 1)

ONLY = Tier(code="employee", requires=())
WITH_SPOUSE = Tier(
    code="couple",
    requires=(TierCount(relationship="spouse", operator=Comparison.EQUAL, count=1),),
)
WITH_CHILDREN = Tier(
    code="children",
    requires=(TierCount(relationship="child", operator=Comparison.AT_LEAST, count=1),),
)
FAMILY = Tier(
    code="family",
    requires=(
        TierCount(relationship="spouse", operator=Comparison.EQUAL, count=1),
        TierCount(relationship="child", operator=Comparison.AT_LEAST, count=1),
    ),
)
FOUR_TIERS = (ONLY, WITH_SPOUSE, WITH_CHILDREN, FAMILY)

MAP = (
    RelationshipRule(relationship="self", priced_as="self"),
    RelationshipRule(relationship="spouse", priced_as="spouse"),
    RelationshipRule(relationship="civil_partner", priced_as="spouse"),
    RelationshipRule(
        relationship="child", priced_as="child", operator=Comparison.BELOW, age=26, disabled=False
    ),
    RelationshipRule(relationship="child", priced_as="child", disabled=True),
)


def gbp(amount: str) -> Money:
    return Money.of(amount, "GBP")


def person(
    key: str = "",
    relationship: str | None = None,
    born: str | None = None,
    disabled: bool = False,
) -> Person:
    return Person(
        key=key,
        relationship=relationship or ("child" if key else "self"),
        born_on=dt.date.fromisoformat(born) if born else None,
        disabled=disabled,
    )


def band(amount: str, age_from: int = 0, age_to: int = 120, group: str = "") -> RateBand:
    return RateBand(age_from=age_from, age_to=age_to, amount=Decimal(amount), group=group)


def rates(*bands: RateBand, basis: Basis = Basis.PER_ENROLMENT, currency: str = "GBP") -> Rates:
    return Rates(
        table_id=UUID(int=9), basis=basis, currency=currency, period=YEAR_2027, bands=bands
    )


def option(*bands: RateBand, basis: Basis = Basis.PER_ENROLMENT, **terms: object) -> PricedOption:
    fields: dict[str, object] = {
        "option_id": OPTION,
        "benefit_id": UUID(int=4),
        "plan_id": UUID(int=5),
        "plan_year_id": UUID(int=6),
        "employer_id": EMPLOYER,
        "benefit_name": "Medical",
        "option_name": "Standard",
        "plan_year": YEAR_2027,
        "funding": Funding.NET_DEDUCTION,
        "rates": rates(*bands, basis=basis),
    }
    return PricedOption(**(fields | terms))


def request(
    *people: Person, on: dt.date = MAY, cover: Money | None = None, priced_on: dt.date | None = None
) -> QuoteRequest:
    return QuoteRequest(option_id=OPTION, on=on, people=people, cover=cover, priced_on=priced_on)


def amounts(lines: Sequence[object]) -> list[str]:
    return [str(line.amount.amount) for line in lines]
