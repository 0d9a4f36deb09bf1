"""
What may an employer's people choose on a day?
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from benefits_app import models
from benefits_app.data import (
    SELF,
    EmployeeFacts,
    Offer,
    Person,
    PlanStatus,
    PricedOption,
    QuoteRequest,
)
from benefits_app.errors import BenefitsError
from benefits_app.queries.eligibility import eligible_benefits
from benefits_app.queries.offers import offer_of
from benefits_app.queries.priced import catalogue_of, with_rates
from benefits_app.queries.quote import priced_quote
from domain_kit.actor import Actor


def list_offers(
    *,
    actor: Actor,
    employer_id: UUID,
    on: dt.date,
    facts: EmployeeFacts | None = None,
    people: Sequence[Person] = (),
) -> tuple[Offer, ...]:
    """
    The published options of the plan year that contains `on`, by benefit and price.

    An option that has no rates on that day is none that anybody can choose.

    With the `facts` of somebody only those of benefits that they may have on that day, at their
    own price; with `people` at the price of those. An offer whose price cannot be told for them
    says why in `refusal`, and shows the lowest price.

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
    covered = _people(facts, people)
    offers = []
    for row, priced in catalogue.all_on(on):
        offer = offer_of(row, priced)
        offers.append(_for_people(offer, priced, covered, on) if covered else offer)
    if facts is not None:
        eligible = eligible_benefits(facts, {offer.benefit_id for offer in offers}, on)
        offers = [offer for offer in offers if offer.benefit_id in eligible]
    return tuple(
        sorted(
            offers, key=lambda each: (each.benefit_name, each.monthly_price.minor, each.option_id)
        )
    )


def _people(facts: EmployeeFacts | None, people: Sequence[Person]) -> tuple[Person, ...]:
    if people or facts is None or facts.born_on is None:
        return tuple(people)
    return (Person(key="", relationship=SELF, born_on=facts.born_on),)


def _for_people(
    offer: Offer, option: PricedOption, people: tuple[Person, ...], on: dt.date
) -> Offer:
    request = QuoteRequest(option_id=option.option_id, on=on, people=people)
    try:
        quote = priced_quote(option, request)
    except BenefitsError as refusal:
        return dataclasses.replace(offer, refusal=str(refusal))
    return dataclasses.replace(
        offer,
        monthly_price=quote.total,
        employer=quote.employer,
        employee=quote.employee,
        varies=False,
    )
