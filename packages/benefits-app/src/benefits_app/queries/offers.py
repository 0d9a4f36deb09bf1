"""
How does an option become an offer?
"""

from uuid import UUID

from benefits_app import models
from benefits_app.data import Category, Funding, Offer, PricedOption
from benefits_app.queries.priced import catalogue_of, with_rates
from benefits_app.rules.lowest import lowest_price


def offer_value(option_id: UUID) -> Offer:
    """
    An option as it is offered on the first day of its plan year.
    """
    options = with_rates(models.PlanOption.objects.filter(pk=option_id))
    catalogue = catalogue_of(options.prefetch_related("plan__contributions"))
    row = catalogue.rows[option_id]
    return offer_of(row, catalogue.on(option_id, row.plan.plan_year.starts_on))


def offer_of(row: models.PlanOption, priced: PricedOption) -> Offer:
    """
    An option, read with its plan, benefit and plan year, at its lowest price.
    """
    benefit = row.plan.benefit
    price, varies = lowest_price(priced)
    return Offer(
        option_id=row.id,
        plan_id=row.plan_id,
        benefit_id=benefit.id,
        plan_year_id=row.plan.plan_year_id,
        benefit_code=benefit.code,
        benefit_name=benefit.name,
        option_code=row.code,
        option_name=row.name,
        category=Category(benefit.category),
        funding=Funding(benefit.funding),
        monthly_price=price,
        plan_year=priced.plan_year,
        varies=varies,
    )
