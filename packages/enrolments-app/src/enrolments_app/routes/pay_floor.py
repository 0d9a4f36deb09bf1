"""
Breaches of the least pay over HTTP.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema

from domain_kit.http import Day, DomainRouter, MoneyOut, Page, PageOf, actor_of
from enrolments_app import api

router = DomainRouter(tags=["pay floor"])


class BreachOut(Schema):
    employee_id: str
    on: dt.date
    floor: MoneyOut
    headroom: MoneyOut
    sacrificed: MoneyOut
    shortfall: MoneyOut


class BreachFilter(Schema):
    employer_id: UUID
    on: Day


@router.get("/", response=PageOf[BreachOut], summary="Whose sacrifices leave too little pay")
def pay_floor_breaches(
    request: HttpRequest, filters: Query[BreachFilter], page: Query[Page]
) -> Any:
    found = api.pay_floor_breaches(
        actor=actor_of(request),
        **filters.dict(),
        after=(page.place(str) or (None,))[0],
        limit=page.limit + 1,
    )
    return page.answer(found, place=lambda breach: (breach.employee_id,))
