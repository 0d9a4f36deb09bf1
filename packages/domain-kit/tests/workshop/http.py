"""
An API that takes every type of field, as a domain's router and a host would.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import NinjaAPI, Query, Schema
from ninja.responses import Response

from domain_kit.actor import Actor, Role
from domain_kit.errors import DomainError
from domain_kit.http import (
    BigInt,
    CurrencyCode,
    Day,
    DomainRouter,
    EmployeeId,
    IdempotencyKey,
    Instant,
    MinorUnits,
    MoneyIn,
    MoneyOut,
    Page,
    PageOf,
    Reason,
    SmallInt,
    Text,
    TimeZoneName,
    actor_of,
    answer,
    created,
)
from domain_kit.money import Money

router = DomainRouter(tags=["wheels"])


class Amount(MoneyIn):
    max_digits = 14


class WheelIn(Schema):
    name: Text(20) = "n"
    reason: Reason = "r"
    serial: BigInt = 1
    spokes: SmallInt = 32
    built_on: Day = "2027-01-01"
    tested_at: Instant = "2027-01-01T00:00:00Z"
    zone: TimeZoneName = "Europe/London"
    currency: CurrencyCode = "GBP"
    fee: MinorUnits = 0
    price: MoneyIn = {"minor": 1, "currency": "GBP"}
    fleet_price: Amount = {"minor": 1, "currency": "GBP"}
    builder: EmployeeId | None = None


class Numbered(Schema):
    number: int


@router.post("/wheels", response={201: dict})
def build(request: HttpRequest, body: WheelIn, idempotency_key: IdempotencyKey) -> Any:
    return created({"key": idempotency_key, "builder": body.builder})


@router.get("/wheels", response=list[Numbered])
def list_wheels(
    request: HttpRequest,
    on: Day | None = None,
    at: Instant | None = None,
    builder: EmployeeId | None = None,
    name: Text(5) = "",
    serial: BigInt = 0,
) -> Any:
    return ({"number": 1}, {"number": 2})


@router.get("/both", response={200: list[Numbered], 202: list[Numbered]})
async def list_later(request: HttpRequest) -> Any:
    return ({"number": 1}, {"number": 2})


@router.get("/turns", response=PageOf[Numbered])
def turns(request: HttpRequest, page: Query[Page]) -> Any:
    after = page.place(int)
    first = after[0] + 1 if after else 1
    found = [{"number": number} for number in range(first, 8)][: page.limit + 1]
    return page.answer(found, place=lambda turn: (turn["number"],))


@router.get("/price", response=MoneyOut)
def price(request: HttpRequest) -> Any:
    return Money.of("60.00", "GBP")


class Told(Schema):
    id: UUID
    name: str
    built_on: dt.date
    tested_at: dt.datetime
    role: str
    price: MoneyOut
    parts: list[MoneyOut]
    builder: str | None


TOLD = {
    "id": UUID(int=7),
    "name": "ünïcöde 🚲",
    "built_on": dt.date(2027, 1, 1),
    "tested_at": dt.datetime(2027, 2, 1, 9, 0, 0, tzinfo=dt.UTC),
    "role": Role.HR,
    "price": Money.of("60.00", "GBP"),
    "parts": (Money.of("0", "JPY"), Money.of("-1.234", "KWD")),
    "builder": None,
}


@router.get("/told", response=Told)
def told(request: HttpRequest) -> Any:
    return TOLD


@router.get("/answered", response=Told)
def answered(request: HttpRequest, status: int = 200) -> Any:
    return answer(TOLD, status=status)


@router.get("/unanswerable", response=Told)
def unanswerable(request: HttpRequest) -> Any:
    return answer({"id": object()})


@router.get("/me", response=dict, auth=lambda request: Actor.system("test"))
def me(request: HttpRequest) -> Any:
    return {"id": actor_of(request).id}


@router.get("/nobody", response=dict)
def nobody(request: HttpRequest) -> Any:
    return {"id": actor_of(request).id}


api = NinjaAPI()
api.add_router("/", router)


@api.exception_handler(DomainError)
def refuse(request: HttpRequest, refusal: DomainError) -> Any:
    return Response({"type": refusal.code}, status=refusal.http_status)


class Worn(DomainError):
    """
    The wheel is used up.
    """

    code = "worn"
    http_status = 410

    def __str__(self) -> str:
        return "The wheel is worn. Take another one."


alone = DomainRouter(tags=["alone"])


@alone.get("/worn", response=dict)
def worn(request: HttpRequest) -> Any:
    raise Worn


@alone.get("/worn-later", response=dict)
async def worn_later(request: HttpRequest) -> Any:
    raise Worn


@alone.get("/broken", response=dict)
def broken(request: HttpRequest) -> Any:
    raise RuntimeError


inner = DomainRouter()
inner.get("/worn")(worn)
alone.add_router("/inner", inner)

# A host that mounts the router and does nothing else; and one that has its own way with some.
plain = NinjaAPI(urls_namespace="plain")
plain.add_router("/", alone)
particular = NinjaAPI(urls_namespace="particular")
replaced = DomainRouter()
replaced.get("/worn")(worn)
particular.add_router("/", replaced)


@particular.exception_handler(Worn)
def replace(request: HttpRequest, refusal: Worn) -> Any:
    return Response({"instead": "another wheel"}, status=303)
