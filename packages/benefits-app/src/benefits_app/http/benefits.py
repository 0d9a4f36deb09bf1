"""
Define, list and retire benefits over HTTP.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema

from benefits_app import api
from benefits_app.http.fields import Code, Name
from domain_kit.http import DomainRouter, IdempotencyKey, Page, PageOf, actor_of, created

router = DomainRouter()


class BenefitIn(Schema):
    employer_id: UUID
    code: Code
    name: Name
    category: api.Category
    funding: api.Funding


class BenefitOut(Schema):
    id: UUID
    employer_id: UUID
    code: str
    name: str
    category: str
    funding: str
    retired: bool


@router.get("/benefits", response=PageOf[BenefitOut], summary="An employer's benefits")
def list_benefits(
    request: HttpRequest,
    employer_id: UUID,
    page: Query[Page],
    category: api.Category | None = None,
    retired: bool | None = None,
) -> Any:
    found = api.list_benefits(
        actor=actor_of(request),
        employer_id=employer_id,
        category=category,
        retired=retired,
        after=after_id(page),
        limit=page.limit + 1,
    )
    return page.answer(found, place=lambda benefit: (benefit.id,))


@router.post("/benefits", response={201: BenefitOut}, summary="Define a benefit")
def define_benefit(request: HttpRequest, body: BenefitIn, idempotency_key: IdempotencyKey) -> Any:
    return created(
        api.define_benefit(
            actor=actor_of(request), idempotency_key=idempotency_key, **body.model_dump()
        )
    )


@router.post("/benefits/{benefit_id}/retire", response=BenefitOut, summary="Retire a benefit")
def retire_benefit(request: HttpRequest, benefit_id: UUID, idempotency_key: IdempotencyKey) -> Any:
    return api.retire_benefit(
        actor=actor_of(request), idempotency_key=idempotency_key, benefit_id=benefit_id
    )


def after_id(page: Page) -> UUID | None:
    """
    The id behind which a page begins, of a list that is sorted by id.
    """
    place = page.place(UUID)
    return place[0] if place else None
