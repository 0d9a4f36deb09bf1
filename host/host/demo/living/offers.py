"""
What do the employers offer in this plan year and the next, at which prices, and to whom?
"""

import dataclasses
import datetime as dt
from decimal import Decimal
from uuid import UUID

from benefits_app import api as benefits
from domain_kit.money import Money
from domain_kit.periods import Period
from host.demo.living.acting import ACTOR, in_currency, months_after, year_start
from host.demo.living.prices import bands_of, cover_terms, rules_of, scheme_of, tiers_of
from host.directory.days import today_in
from host.directory.models import Employer

MUST_CHOOSE = "DENTAL-STD"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """
    A benefit with its options: what each is called, and its monthly price in pounds.
    """

    code: str
    name: str
    category: benefits.Category
    funding: benefits.Funding
    basis: benefits.Basis
    options: tuple[tuple[str, str, str], ...]


PRODUCTS = (
    Product(
        code="MED",
        name="Private medical",
        category=benefits.Category.MEDICAL,
        funding=benefits.Funding.NET_DEDUCTION,
        basis=benefits.Basis.PER_MEMBER,
        options=(("STD", "Standard", "62"), ("PLUS", "Plus", "91.50")),
    ),
    Product(
        code="DENTAL",
        name="Dental",
        category=benefits.Category.DENTAL,
        funding=benefits.Funding.NET_DEDUCTION,
        basis=benefits.Basis.PER_TIER,
        options=(("STD", "Standard", "12.50"), ("PLUS", "Plus", "19")),
    ),
    Product(
        code="LIFE",
        name="Life assurance",
        category=benefits.Category.LIFE,
        funding=benefits.Funding.EMPLOYER_PAID,
        basis=benefits.Basis.PER_1000,
        options=(("STD", "Standard", "0.09"),),
    ),
    Product(
        code="CYCLE",
        name="Cycle to work",
        category=benefits.Category.CYCLE,
        funding=benefits.Funding.NET_DEDUCTION,
        basis=benefits.Basis.PER_ENROLMENT,
        options=(("STD", "Standard", "25"),),
    ),
)


def offer(employer: Employer) -> dict[str, UUID]:
    """
    Two plan years, the first of them going on; answers its options by `BENEFIT-OPTION`.
    """
    start = year_start(today_in(employer.time_zone))
    year = benefits.define_plan_year(
        actor=ACTOR,
        idempotency_key=f"demo-year-{employer.pk}",
        employer_id=employer.pk,
        period=_year(start),
        time_zone=employer.time_zone,
    ).id
    options: dict[str, UUID] = {}
    for product in PRODUCTS:
        options |= _define(employer, product, year, start)
    _publish(year)
    following = benefits.renew_plan_year(
        actor=ACTOR,
        idempotency_key=f"demo-renew-{employer.pk}",
        plan_year_id=year,
        period=_year(months_after(start, 12)),
        mapping=[
            benefits.OptionMapping(option_id=option, becomes=option)
            for code, option in options.items()
            if code != MUST_CHOOSE
        ],
        time_zone=employer.time_zone,
    )
    _publish(following.id)
    return options


def _year(start: dt.date) -> Period:
    return Period(start=start, end=months_after(start, 12))


def _publish(year: UUID) -> None:
    benefits.publish_plan_year(
        actor=ACTOR, idempotency_key=f"demo-publish-{year}", plan_year_id=year
    )


def _define(employer: Employer, product: Product, year: UUID, start: dt.date) -> dict[str, UUID]:
    benefit = benefits.define_benefit(
        actor=ACTOR,
        idempotency_key=f"demo-benefit-{employer.pk}-{product.code}",
        employer_id=employer.pk,
        code=product.code,
        name=product.name,
        category=product.category,
        funding=product.funding,
    )
    options: dict[str, UUID] = {}
    for code, name, pounds in product.options:
        price = in_currency(employer, Decimal(pounds))
        made = benefits.define_option(
            actor=ACTOR,
            idempotency_key=f"demo-option-{benefit.id}-{code}",
            benefit_id=benefit.id,
            plan_year_id=year,
            code=code,
            name=name,
            monthly_price=price,
        )
        options[f"{product.code}-{code}"] = made.option_id
        _price(made.option_id, product, Decimal(pounds), price, start)
    _terms(employer, product, benefit.id, made, start)
    return options


def _price(
    option_id: UUID, product: Product, pounds: Decimal, price: Money, start: dt.date
) -> None:
    bands = bands_of(product.basis, pounds, price)
    if bands:
        benefits.publish_rates(
            actor=ACTOR,
            idempotency_key=f"demo-rates-{option_id}",
            option_id=option_id,
            starts_on=start,
            bands=bands,
            reason="agreed with the insurer",
            basis=product.basis,
        )


def _terms(
    employer: Employer, product: Product, benefit_id: UUID, made: benefits.Offer, start: dt.date
) -> None:
    """
    Whom the plan covers, who pays how much of it, and who may have it.
    """
    if product.basis is benefits.Basis.PER_1000:
        benefits.define_cover(
            actor=ACTOR,
            idempotency_key=f"demo-cover-{made.option_id}",
            option_id=made.option_id,
            cover=cover_terms(lambda pounds: in_currency(employer, pounds)),
        )
    relationships, tiers = tiers_of(product.basis)
    if relationships:
        benefits.define_tiers(
            actor=ACTOR,
            idempotency_key=f"demo-tiers-{made.plan_id}",
            plan_id=made.plan_id,
            relationships=relationships,
            tiers=tiers,
        )
    scheme = scheme_of(product.code)
    if scheme:
        benefits.define_contributions(
            actor=ACTOR,
            idempotency_key=f"demo-contributions-{made.plan_id}",
            plan_id=made.plan_id,
            scheme=scheme,
        )
    conditions = rules_of(product.code)
    if conditions:
        benefits.define_rule_set(
            actor=ACTOR,
            idempotency_key=f"demo-rules-{benefit_id}",
            benefit_id=benefit_id,
            starts_on=start,
            conditions=conditions,
            waiting=benefits.WaitingPeriod(kind=benefits.Waiting.FIRST_OF_NEXT_MONTH),
            reason="as agreed with the works council",
        )
