"""
Ask over HTTP what people pay.
"""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from benefits_app import api
from benefits_app.http.listed import in_order
from benefits_app.http.people import People, PersonIn
from benefits_app.http.plans import LargeMoneyIn
from domain_kit.http import Day, DomainRouter, MoneyOut, Page, actor_of

router = DomainRouter()


class QuoteIn(Schema):
    option_id: UUID
    on: Day
    people: People = []
    cover: LargeMoneyIn | None = None
    priced_on: Day | None = None

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "option_id": "01900000-0000-7000-8000-0000000001a1",
                    "on": "2027-02-10",
                    "people": [{"relationship": "self", "born_on": "1987-06-16"}],
                }
            ]
        }
    }

    def value(self) -> api.QuoteRequest:
        """
        The request as the domain takes it.
        """
        return api.QuoteRequest(
            option_id=self.option_id,
            on=self.on,
            people=tuple(person.value() for person in self.people),
            cover=self.cover.value() if self.cover else None,
            priced_on=self.priced_on,
        )


class QuotesIn(Schema):
    requests: Annotated[list[QuoteIn], Field(max_length=500)]


class LineOut(Schema):
    key: str
    relationship: str
    age: int | None
    amount: MoneyOut


class QuoteOut(Schema):
    option_id: UUID
    benefit_id: UUID
    plan_id: UUID
    plan_year_id: UUID
    benefit_name: str
    option_name: str
    on: dt.date
    tier: str
    lines: list[LineOut]
    total: MoneyOut
    employer: MoneyOut
    employee: MoneyOut
    funding: str
    rate_table_id: UUID
    cover: MoneyOut | None
    guaranteed: MoneyOut | None
    valid_until: dt.date | None
    hash: str
    closed_to_new: bool = False


class RefusalOut(Schema):
    type: str
    detail: str


class AnswerOut(Schema):
    option_id: UUID
    quote: QuoteOut | None = None
    refusal: RefusalOut | None = None


class PreviewIn(Schema):
    people: People = []
    on: Day | None = None
    cover: LargeMoneyIn | None = None


class PreviewOut(Schema):
    quote: QuoteOut | None = None
    refusal: RefusalOut | None = None


class ChangesIn(Schema):
    employer_id: UUID
    first: Day
    last: Day
    people: Annotated[list[PersonIn], Field(max_length=5_000)]


class AgeBandOut(Schema):
    age_from: int
    age_to: int
    amount: Decimal


class AgeBandChangeOut(Schema):
    key: str
    option_id: UUID
    on: dt.date
    before: AgeBandOut
    after: AgeBandOut


def answer_out(answer: api.Quote | api.BenefitsError) -> dict[str, object]:
    """
    A quote, or why there is none.
    """
    if isinstance(answer, api.Quote):
        return {"quote": answer}
    return {"refusal": {"type": answer.code, "detail": str(answer)}}


@router.post("/quote", response=QuoteOut, summary="What people pay for an option")
def quote(request: HttpRequest, body: QuoteIn) -> Any:
    return api.quote(actor=actor_of(request), request=body.value())


@router.post("/quotes", response=list[AnswerOut], summary="Many quotes at once")
def quotes(request: HttpRequest, body: QuotesIn) -> Any:
    requests = [each.value() for each in body.requests]
    answers = api.quote_many(actor=actor_of(request), requests=requests)
    return [
        {"option_id": each.option_id} | answer_out(answer)
        for each, answer in zip(requests, answers, strict=True)
    ]


@router.post(
    "/plan-years/{plan_year_id}/preview",
    response=list[PreviewOut],
    summary="What people would pay by the drafts of a year",
)
def preview_rates(
    request: HttpRequest,
    response: HttpResponse,
    plan_year_id: UUID,
    body: PreviewIn,
    page: Query[Page],
) -> Any:
    answers = api.preview_rates(
        actor=actor_of(request),
        plan_year_id=plan_year_id,
        people=[person.value() for person in body.people],
        on=body.on,
        cover=body.cover.value() if body.cover else None,
    )
    return [answer_out(answer) for answer in in_order(request, page, answers).on(response)]


@router.post(
    "/age-band-changes",
    response=list[AgeBandChangeOut],
    summary="Who moves to another age band, and when",
)
def age_band_changes(
    request: HttpRequest, response: HttpResponse, body: ChangesIn, page: Query[Page]
) -> Any:
    found = api.age_band_changes(
        actor=actor_of(request),
        employer_id=body.employer_id,
        first=body.first,
        last=body.last,
        people=[person.value() for person in body.people],
    )
    return in_order(request, page, found).on(response)
