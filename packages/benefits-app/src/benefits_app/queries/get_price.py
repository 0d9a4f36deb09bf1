"""
What does an option cost on a day?
"""

import datetime as dt
from uuid import UUID

from benefits_app import models
from benefits_app.data import PlanStatus, Price
from benefits_app.errors import NotOfferedOn, OptionNotFound, PlanNotPublished
from benefits_app.queries.values import flat_price
from domain_kit.actor import Actor
from domain_kit.periods import Period


def get_price(*, actor: Actor, option_id: UUID, on: dt.date) -> Price:
    """
    The monthly price of an option on a day of its plan year.

    Raises:
        OptionNotFound: if the actor can see no such option.
        PlanNotPublished: if nobody can choose it.
        NotOfferedOn: if the day is outside its plan year.
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
        monthly=flat_price(row),
        on=on,
    )
