"""
The REST router a host may mount; needs the extra `[http]`.

The host authenticates: `request.auth` is a `domain_kit.actor.Actor`. It also turns refusals
(`DomainError`) into problem answers.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from benefits_app import api

router = Router(tags=["benefits"])


class MoneyOut(Schema):
    """
    Integer minor units and an ISO 4217 code.
    """

    minor: int
    currency: str


class OfferOut(Schema):
    option_id: UUID
    benefit_code: str
    benefit_name: str
    option_name: str
    category: str
    funding: str
    monthly_price: MoneyOut
    starts_on: dt.date
    ends_on: dt.date

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "option_id": "01900000-0000-7000-8000-0000000001a1",
                    "benefit_code": "MED",
                    "benefit_name": "Private medical",
                    "option_name": "Standard",
                    "category": "medical",
                    "funding": "employer_paid",
                    "monthly_price": {"minor": 6000, "currency": "GBP"},
                    "starts_on": "2027-01-01",
                    "ends_on": "2027-12-31",
                }
            ]
        }
    }


class PriceOut(Schema):
    option_id: UUID
    monthly: MoneyOut
    on: dt.date

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "option_id": "01900000-0000-7000-8000-0000000001a1",
                    "monthly": {"minor": 6000, "currency": "GBP"},
                    "on": "2027-02-10",
                }
            ]
        }
    }


class WindowOut(Schema):
    id: UUID
    kind: str
    opens_at: dt.datetime
    closes_at: dt.datetime


def _actor(request: HttpRequest) -> Any:
    return request.auth  # type: ignore[attr-defined]  # set by the host's authentication


@router.get("/offers", response=list[OfferOut], summary="What may be chosen on a day")
def offers(request: HttpRequest, employer_id: UUID, on: dt.date) -> list[dict[str, object]]:
    found = api.list_offers(actor=_actor(request), employer_id=employer_id, on=on)
    return [
        {
            "option_id": offer.option_id,
            "benefit_code": offer.benefit_code,
            "benefit_name": offer.benefit_name,
            "option_name": offer.option_name,
            "category": offer.category,
            "funding": offer.funding,
            "monthly_price": offer.monthly_price,
            "starts_on": offer.plan_year.start,
            "ends_on": offer.plan_year.last,
        }
        for offer in found
    ]


@router.get("/options/{option_id}/price", response=PriceOut, summary="What an option costs")
def price(request: HttpRequest, option_id: UUID, on: dt.date, age: int | None = None) -> Any:
    return api.get_price(actor=_actor(request), option_id=option_id, on=on, age=age)


@router.get("/windows", response=list[WindowOut], summary="The windows open at an instant")
def windows(request: HttpRequest, employer_id: UUID, at: dt.datetime = Query(...)) -> Any:  # noqa: B008
    return api.open_windows(actor=_actor(request), employer_id=employer_id, at=at)
