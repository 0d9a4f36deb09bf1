"""
What may an employer's people choose on a day?
"""

import datetime as dt
from uuid import UUID

from benefits_app import models
from benefits_app.data import EmployeeFacts, Offer, PlanStatus
from benefits_app.queries.eligibility import eligible_benefits
from benefits_app.queries.offers import offer_of
from benefits_app.queries.priced import catalogue_of, with_rates
from domain_kit.actor import Actor


def list_offers(
    *, actor: Actor, employer_id: UUID, on: dt.date, facts: EmployeeFacts | None = None
) -> tuple[Offer, ...]:
    """
    The published options of the plan year that contains `on`, by benefit and price.

    With the `facts` of somebody only those of benefits that they may have on that day.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    actor.require_employer(employer_id)
    options = models.PlanOption.objects.filter(
        plan__benefit__employer_id=employer_id,
        plan__status=PlanStatus.PUBLISHED,
        plan__plan_year__starts_on__lte=on,
        plan__plan_year__ends_on__gte=on,
    )
    catalogue = catalogue_of(with_rates(options).prefetch_related("plan__contributions"))
    offers = [
        offer_of(row, catalogue.on(option_id, on)) for option_id, row in catalogue.rows.items()
    ]
    if facts is not None:
        eligible = eligible_benefits(facts, {offer.benefit_id for offer in offers}, on)
        offers = [offer for offer in offers if offer.benefit_id in eligible]
    return tuple(
        sorted(
            offers, key=lambda each: (each.benefit_name, each.monthly_price.minor, each.option_id)
        )
    )
