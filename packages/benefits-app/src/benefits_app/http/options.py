"""
Define, list and price options over HTTP.
"""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from benefits_app import api
from benefits_app.http.benefits import after_id
from benefits_app.http.fields import Code, Name
from benefits_app.http.listed import listed
from benefits_app.http.offers import Age, OfferOut, offer_out
from benefits_app.http.plans import LargeMoneyIn, Version
from domain_kit.http import (
    Day,
    DomainRouter,
    IdempotencyKey,
    MoneyIn,
    MoneyOut,
    Page,
    PageOf,
    Reason,
    Text,
    actor_of,
    created,
)

router = DomainRouter()

Amount = Annotated[Decimal, Field(ge=0, lt=10**9, max_digits=15, decimal_places=6)]


class OptionIn(Schema):
    benefit_id: UUID
    plan_year_id: UUID
    code: Code
    name: Name
    monthly_price: MoneyIn


class OptionOut(OfferOut):
    status: str
    closed_to_new_on: dt.date | None


class ClosingIn(Schema):
    from_day: Day | None

    model_config = {"json_schema_extra": {"examples": [{"from_day": "2027-07-01"}]}}


class BandIO(Schema):
    age_from: Age
    age_to: Age
    amount: Amount
    group: Text(40) = ""  # type: ignore[valid-type]  # it makes a type


class RatesIn(Schema):
    starts_on: Day
    basis: api.Basis = api.Basis.PER_ENROLMENT
    bands: Annotated[list[BandIO], Field(max_length=500)]
    reason: Reason


class BandOut(Schema):
    age_from: int
    age_to: int
    group: str
    amount: Decimal
    monthly: MoneyOut


class RateTableOut(Schema):
    id: UUID
    option_id: UUID
    starts_on: dt.date
    ends_on: dt.date | None
    basis: str
    reason: str
    bands: list[BandOut]


class CoverIn(Schema):
    minimum: LargeMoneyIn | None = None
    maximum: LargeMoneyIn | None = None
    step: LargeMoneyIn | None = None
    guaranteed: LargeMoneyIn | None = None
    version: Version | None = None


def rate_table_out(table: api.RateTable) -> dict[str, object]:
    """
    A rate table, with the exact amount of each band.
    """
    return {
        "id": table.id,
        "option_id": table.option_id,
        "starts_on": table.period.start,
        "ends_on": table.period.last,
        "basis": table.basis,
        "reason": table.reason,
        "bands": [
            {
                "age_from": band.age_from,
                "age_to": band.age_to,
                "group": band.group,
                "amount": band.monthly.amount if band.amount is None else band.amount,
                "monthly": band.monthly,
            }
            for band in table.bands
        ],
    }


def option_out(option: api.DefinedOption) -> dict[str, object]:
    """
    An option with what only its employer's office needs to know.
    """
    return offer_out(option.offer) | {
        "status": option.status,
        "closed_to_new_on": option.closed_to_new_on,
    }


@router.get("/options", response=PageOf[OptionOut], summary="The options of a plan year")
def list_options(
    request: HttpRequest,
    plan_year_id: UUID,
    page: Query[Page],
    status: api.PlanStatus | None = None,
    benefit_id: UUID | None = None,
) -> Any:
    found = api.list_options(
        actor=actor_of(request),
        plan_year_id=plan_year_id,
        status=status,
        benefit_id=benefit_id,
        after=after_id(page),
        limit=page.limit + 1,
    )
    answer = page.answer(found, place=lambda option: (option.offer.option_id,))
    return answer | {"items": [option_out(each) for each in answer["items"]]}


@router.post("/options", response={201: OfferOut}, summary="Define an option")
def define_option(request: HttpRequest, body: OptionIn, idempotency_key: IdempotencyKey) -> Any:
    made = api.define_option(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        benefit_id=body.benefit_id,
        plan_year_id=body.plan_year_id,
        code=body.code,
        name=body.name,
        monthly_price=body.monthly_price.value(),
    )
    return created(offer_out(made))


@router.post("/options/{option_id}/cover", response=OfferOut, summary="Set the limits of cover")
def define_cover(
    request: HttpRequest, option_id: UUID, body: CoverIn, idempotency_key: IdempotencyKey
) -> Any:
    limits = {
        name: limit.value() if (limit := getattr(body, name)) else None
        for name in ("minimum", "maximum", "step", "guaranteed")
    }
    made = api.define_cover(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        option_id=option_id,
        cover=api.CoverTerms(**limits),
        version=body.version,
    )
    return offer_out(made)


@router.post(
    "/options/{option_id}/close-to-new",
    response=OptionOut,
    summary="Keep an option for those who have it",
)
def close_option_to_new(
    request: HttpRequest, option_id: UUID, body: ClosingIn, idempotency_key: IdempotencyKey
) -> Any:
    return option_out(
        api.close_option_to_new(
            actor=actor_of(request),
            idempotency_key=idempotency_key,
            option_id=option_id,
            from_day=body.from_day,
        )
    )


@router.get("/options/{option_id}/rates", response=list[RateTableOut], summary="Its rate tables")
def list_rates(
    request: HttpRequest, response: HttpResponse, option_id: UUID, page: Query[Page]
) -> Any:
    found = api.list_rates(actor=actor_of(request), option_id=option_id)
    shown = listed(request, page, found, key=lambda table: table.id)
    return [rate_table_out(table) for table in shown.on(response)]


@router.post(
    "/options/{option_id}/rates", response={201: RateTableOut}, summary="Publish a rate table"
)
def publish_rates(
    request: HttpRequest, option_id: UUID, body: RatesIn, idempotency_key: IdempotencyKey
) -> Any:
    made = api.publish_rates(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        option_id=option_id,
        starts_on=body.starts_on,
        basis=body.basis,
        bands=[api.RateBand(**band.model_dump()) for band in body.bands],
        reason=body.reason,
    )
    return created(rate_table_out(made))
