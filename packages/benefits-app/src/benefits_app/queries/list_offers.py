"""
What may an employer's people choose on a day?
"""

import datetime as dt
from uuid import UUID

from benefits_app import models
from benefits_app.data import Offer, PlanStatus
from benefits_app.queries.values import offer_value
from domain_kit.actor import Actor


def list_offers(*, actor: Actor, employer_id: UUID, on: dt.date) -> tuple[Offer, ...]:
    """
    The published options of the plan year that contains `on`, by benefit and price.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    actor.require_employer(employer_id)
    options = models.PlanOption.objects.filter(
        plan__benefit__employer_id=employer_id,
        plan__status=PlanStatus.PUBLISHED,
        plan__plan_year__starts_on__lte=on,
        plan__plan_year__ends_on__gte=on,
    ).select_related("plan__benefit", "plan__plan_year")
    by_benefit = options.order_by("plan__benefit__name", "monthly_price", "id")
    return tuple(offer_value(option) for option in by_benefit)
