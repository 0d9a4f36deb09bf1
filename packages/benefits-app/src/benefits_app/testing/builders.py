"""
How does a test get a row with one line, saying only what matters to it?

Import this after Django has loaded its apps. Every builder writes a valid row and takes changes by
name: `build_option(monthly_price="72.00")`.
"""

import datetime as dt
import itertools
from decimal import Decimal
from uuid import UUID

from benefits_app import models
from benefits_app.data import Category, Funding, PlanStatus
from benefits_app.testing import ids

_numbers = itertools.count(1)


def build_plan_year(
    *, employer_id: UUID = ids.ACME, year: int = 2027, time_zone: str = "Europe/London"
) -> models.PlanYear:
    """
    The calendar year, or the one that is there already.
    """
    found, _ = models.PlanYear.objects.get_or_create(
        employer_id=employer_id,
        starts_on=dt.date(year, 1, 1),
        defaults={"ends_on": dt.date(year, 12, 31), "time_zone": time_zone},
    )
    return found


def build_benefit(
    *,
    employer_id: UUID = ids.ACME,
    code: str | None = None,
    name: str = "Private medical",
    category: Category = Category.MEDICAL,
    funding: Funding = Funding.EMPLOYER_PAID,
) -> models.Benefit:
    """
    A benefit with a code of its own.
    """
    return models.Benefit.objects.create(
        employer_id=employer_id,
        code=code or f"B{next(_numbers)}",
        name=name,
        category=category,
        funding=funding,
    )


def build_option(
    *,
    benefit: models.Benefit | None = None,
    year: int = 2027,
    monthly_price: str = "60.00",
    currency: str = "GBP",
    status: PlanStatus = PlanStatus.PUBLISHED,
) -> models.PlanOption:
    """
    An option of a new benefit, published at one rate for everybody.
    """
    benefit = benefit or build_benefit()
    plan = models.Plan.objects.create(
        benefit=benefit,
        plan_year=build_plan_year(employer_id=benefit.employer_id, year=year),
        currency=currency,
        status=status,
    )
    option = models.PlanOption.objects.create(plan=plan, code="STD", name="Standard")
    table = models.RateTable.objects.create(
        option=option, starts_on=plan.plan_year.starts_on, reason="built"
    )
    models.RateBand.objects.create(
        table=table, age_from=0, age_to=120, amount=Decimal(monthly_price)
    )
    return option
