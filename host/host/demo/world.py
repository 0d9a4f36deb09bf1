"""
What do the demo's employers offer, who has what, and is a window open today? By the domains' own
commands, so that every release can be shown.
"""

import dataclasses
import datetime as dt
from uuid import UUID

from django.utils import timezone

from benefits_app import api as benefits
from billing_app import api as billing
from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from domain_kit.periods import Period
from host.adapters import electing
from host.demo.living.able import ABLE
from host.directory.days import today_in
from host.directory.models import Employee, Employer

ACTOR = Actor(id="demo", role=Role.OPERATOR, employer_ids=frozenset(), all_employers=True)
WEEK = dt.timedelta(days=7)
CURRENCIES = {"Asia/Tokyo": "JPY"}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """
    A benefit with one option; the price is per month, in the currency's minor units.
    """

    code: str
    name: str
    category: benefits.Category
    funding: benefits.Funding
    minor: int


PRODUCTS = (
    Product(
        code="MED",
        name="Private medical",
        category=benefits.Category.MEDICAL,
        funding=benefits.Funding.EMPLOYER_PAID,
        minor=6000,
    ),
    Product(
        code="DENTAL",
        name="Dental",
        category=benefits.Category.DENTAL,
        funding=benefits.Funding.NET_DEDUCTION,
        minor=1250,
    ),
    Product(
        code="CYCLE",
        name="Cycle to work",
        category=benefits.Category.CYCLE,
        funding=benefits.Funding.NET_DEDUCTION,
        minor=2500,
    ),
)


def build() -> None:
    """
    The living world; or, with older wheels, offers of this year and the next, an account, and
    medical cover for everybody but the first.
    """
    if ABLE:
        from host.demo.living.build import build as build_living

        build_living()
    else:
        _build_small()


def _build_small() -> None:
    for employer in Employer.objects.all():
        currency = CURRENCIES.get(employer.time_zone, "GBP")
        billing.open_account(
            actor=ACTOR,
            idempotency_key=f"demo-account-{employer.pk}",
            employer_id=employer.pk,
            legal_entity=employer.name,
            currency=currency,
            terms_days=30,
            time_zone=employer.time_zone,
        )
        today = today_in(employer.time_zone)
        ids = {product.code: _benefit(employer, product) for product in PRODUCTS}
        for year in (today.year, today.year + 1):
            options = _offer(employer, year, ids, currency)
            if year == today.year:
                _cover(employer, options["MED"], today.replace(day=1))


def go_on() -> None:
    """
    What cannot be in the transaction that builds; once.
    """
    if ABLE:
        from host.demo.living.build import go_on as go_on_living

        go_on_living()


def open_windows() -> None:
    """
    Let everybody choose today, for this plan year and the next, if nobody may choose now.
    """
    for employer in Employer.objects.all():
        if benefits.open_windows(actor=ACTOR, employer_id=employer.pk, at=timezone.now()):
            continue
        today = today_in(employer.time_zone)
        offers = [
            offer
            for on in (today, _a_year_later(today))
            for offer in benefits.list_offers(actor=ACTOR, employer_id=employer.pk, on=on)
        ]
        for plan_year_id in {offer.plan_year_id for offer in offers}:
            benefits.open_window(
                actor=ACTOR,
                idempotency_key=f"demo-window-{plan_year_id}-{today}",
                plan_year_id=plan_year_id,
                kind="annual",
                opens_on=today - WEEK,
                closes_on=today + 8 * WEEK,
            )


def _a_year_later(day: dt.date) -> dt.date:
    return day.replace(year=day.year + 1, day=1)


def _benefit(employer: Employer, product: Product) -> UUID:
    return benefits.define_benefit(
        actor=ACTOR,
        idempotency_key=f"demo-benefit-{employer.pk}-{product.code}",
        employer_id=employer.pk,
        code=product.code,
        name=product.name,
        category=product.category,
        funding=product.funding,
    ).id


def _offer(employer: Employer, year: int, ids: dict[str, UUID], currency: str) -> dict[str, UUID]:
    """
    The published options of a calendar year, by the code of their benefit.
    """
    plan_year = benefits.define_plan_year(
        actor=ACTOR,
        idempotency_key=f"demo-year-{employer.pk}-{year}",
        employer_id=employer.pk,
        period=Period.inclusive(dt.date(year, 1, 1), dt.date(year, 12, 31)),
        time_zone=employer.time_zone,
    )
    options = {
        product.code: benefits.define_option(
            actor=ACTOR,
            idempotency_key=f"demo-option-{employer.pk}-{year}-{product.code}",
            benefit_id=ids[product.code],
            plan_year_id=plan_year.id,
            code="STD",
            name="Standard",
            monthly_price=Money(minor=product.minor, currency=currency),
        ).option_id
        for product in PRODUCTS
    }
    benefits.publish_plan_year(
        actor=ACTOR,
        idempotency_key=f"demo-publish-{employer.pk}-{year}",
        plan_year_id=plan_year.id,
    )
    return options


def _cover(employer: Employer, option_id: UUID, starts_on: dt.date) -> None:
    """
    The first person of an employer is left to choose: that is the demo's employee.
    """
    for person in Employee.objects.filter(employer=employer).order_by("pk")[1:]:
        electing.enrol(
            actor=ACTOR,
            idempotency_key=f"demo-cover-{person.pk}",
            employee_id=person.pk,
            option_id=option_id,
            starts_on=starts_on,
        )
