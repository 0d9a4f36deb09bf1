"""
Read over HTTP what is on offer, and what it costs.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from benefits_app import api
from benefits_app.http.fields import as_written
from benefits_app.http.listed import listed
from benefits_app.http.people import FactsIn, People
from domain_kit.http import Day, DomainRouter, MoneyOut, Page, actor_of, answer

router = DomainRouter()


class OfferOut(Schema):
    option_id: UUID
    plan_id: UUID
    benefit_id: UUID
    benefit_code: str
    benefit_name: str
    option_name: str
    category: str
    funding: str
    monthly_price: MoneyOut
    varies: bool
    employer: MoneyOut | None = None
    employee: MoneyOut | None = None
    refusal: str = ""
    starts_on: dt.date
    ends_on: dt.date

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "option_id": "01900000-0000-7000-8000-0000000001a1",
                    "plan_id": "01900000-0000-7000-8000-0000000001a2",
                    "benefit_id": "01900000-0000-7000-8000-000000000101",
                    "benefit_code": "MED",
                    "benefit_name": "Private medical",
                    "option_name": "Standard",
                    "category": "medical",
                    "funding": "employer_paid",
                    "monthly_price": {"minor": 6000, "currency": "GBP"},
                    "varies": False,
                    "starts_on": "2027-01-01",
                    "ends_on": "2027-12-31",
                }
            ]
        }
    }


def offer_out(offer: api.Offer) -> dict[str, object]:
    """
    An offer, with the days of its plan year, in plain values: what writes JSON takes five times as
    long over a member of an enumeration or a dataclass.
    """
    return {
        "option_id": offer.option_id,
        "plan_id": offer.plan_id,
        "benefit_id": offer.benefit_id,
        "benefit_code": offer.benefit_code,
        "benefit_name": offer.benefit_name,
        "option_name": offer.option_name,
        "category": offer.category.value,
        "funding": offer.funding.value,
        "monthly_price": as_written(offer.monthly_price),
        "varies": offer.varies,
        "employer": as_written(offer.employer),
        "employee": as_written(offer.employee),
        "refusal": offer.refusal,
        "starts_on": offer.plan_year.start,
        "ends_on": offer.plan_year.last,
    }


@router.get("/offers", response=list[OfferOut], summary="What may be chosen on a day")
def offers(request: HttpRequest, employer_id: UUID, on: Day, page: Query[Page]) -> Any:
    found = api.list_offers(actor=actor_of(request), employer_id=employer_id, on=on)
    return _answer(request, page, found)


class OffersIn(Schema):
    employer_id: UUID
    on: Day
    facts: FactsIn | None = None
    people: People = []


@router.post("/offers", response=list[OfferOut], summary="What somebody may choose, at its price")
def offers_for(request: HttpRequest, body: OffersIn, page: Query[Page]) -> Any:
    found = api.list_offers(
        actor=actor_of(request),
        employer_id=body.employer_id,
        on=body.on,
        facts=body.facts.value() if body.facts else None,
        people=[person.value() for person in body.people],
    )
    return _answer(request, page, found)


def _answer(request: HttpRequest, page: Page, found: Sequence[api.Offer]) -> HttpResponse:
    shown = listed(request, page, found, key=lambda offer: offer.option_id)
    response = answer([offer_out(offer) for offer in shown.items])
    shown.on(response)
    return response


Age = Annotated[int, Field(ge=0, le=120)]
