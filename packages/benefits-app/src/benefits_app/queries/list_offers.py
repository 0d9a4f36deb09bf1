"""
What may an employer's people choose on a day?
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from benefits_app.data import (
    SELF,
    EmployeeFacts,
    Offer,
    Person,
    PricedOption,
    QuoteRequest,
)
from benefits_app.errors import BenefitsError
from benefits_app.queries.at_once import offered_at_once, priced_at_once, refers
from benefits_app.queries.eligibility import eligible_benefits
from benefits_app.queries.lowest_offers import lowest_offers
from benefits_app.queries.offers import offer_of
from benefits_app.queries.priced import load_catalogue
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
    covered = _people(facts, people)
    # Only who pays depends on the household and on other options, and only people pay.
    offers = (
        _offers_for(actor, employer_id, on, covered) if covered else lowest_offers(employer_id, on)
    )
    if facts is not None:
        eligible = eligible_benefits(facts, {offer.benefit_id for offer in offers}, on)
        offers = [offer for offer in offers if offer.benefit_id in eligible]
    return tuple(
        sorted(
            offers, key=lambda each: (each.benefit_name, each.monthly_price.minor, each.option_id)
        )
    )


def _offers_for(
    actor: Actor, employer_id: UUID, on: dt.date, covered: tuple[Person, ...]
) -> list[Offer]:
    rows = offered_at_once(employer_id, on)
    others = [row.id for row in rows if refers(row)]
    catalogue = load_catalogue(actor, others) if others else None
    offers = []
    for row in rows:
        known = catalogue is not None and row.id in catalogue.rows
        priced = catalogue.on(row.id, on) if catalogue and known else priced_at_once(row)
        offers.append(_for_people(offer_of(row, priced), priced, covered, on))
    return offers


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
