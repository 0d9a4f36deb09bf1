"""
What does an option cost on a day?
"""

import datetime as dt
from uuid import UUID

from benefits_app import models
from benefits_app.data import PlanStatus, Price
from benefits_app.errors import NotOfferedOn, OptionNotFound, PlanNotPublished
from benefits_app.queries.rates import table_on
from benefits_app.queries.values import flat_price
from benefits_app.rules.rates import price_at
from domain_kit.actor import Actor
from domain_kit.money import Money
from domain_kit.periods import Period


def get_price(*, actor: Actor, option_id: UUID, on: dt.date, age: int | None = None) -> Price:
    """
    The monthly price of an option on a day of its plan year, for somebody of an age.

    Without an age, and for an option that has no rate table, it is the flat price.

    Raises:
        OptionNotFound: if the actor can see no such option.
        PlanNotPublished: if nobody can choose it.
        NotOfferedOn: if the day is outside its plan year.
        NoRateForAge: if the rates do not cover the age.
    """
    options = models.PlanOption.objects.select_related("plan__benefit", "plan__plan_year")
    row = actor.scope(options, "plan__benefit__employer_id").filter(pk=option_id).first()
    if row is None:
        raise OptionNotFound(option_id)
    if row.plan.status != PlanStatus.PUBLISHED:
        raise PlanNotPublished(option_id, row.plan.status)
    year = Period.inclusive(row.plan.plan_year.starts_on, row.plan.plan_year.ends_on)
    if not year.contains(on):
        raise NotOfferedOn(option_id, on, str(year))
    return Price(
        option_id=row.id,
        benefit_id=row.plan.benefit_id,
        plan_id=row.plan_id,
        employer_id=row.plan.benefit.employer_id,
        benefit_name=row.plan.benefit.name,
        option_name=row.name,
        plan_year=year,
        monthly=_monthly(row, on, age),
        on=on,
    )


def _monthly(row: models.PlanOption, on: dt.date, age: int | None) -> Money:
    table = None if age is None else table_on(row, on)
    if table is None or age is None:
        return flat_price(row)
    return price_at(row.id, table.bands, age)
