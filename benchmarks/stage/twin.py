"""
The reads of the host's API as a service that knows nothing else: FastAPI, asyncpg, the same rows.

Served by granian as `twin:app`; DATABASE_URL names the database that the host serves. Each request
looks its token up in the host's table, asks what the host's request asks, and answers the same JSON.
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
ENROLMENT = """
    SELECT id, employee_id, option_id, label, starts_on, ends_on, status, monthly_price, currency
    FROM enrolments_app_enrolment
    WHERE id = $1 AND employer_id = $2
"""
OFFERS = """
    SELECT o.id, b.code, b.name, o.name, b.category, b.funding, o.monthly_price, p.currency,
        y.starts_on, y.ends_on
    FROM benefits_app_planoption o
    JOIN benefits_app_plan p ON p.id = o.plan_id
    JOIN benefits_app_benefit b ON b.id = p.benefit_id
    JOIN benefits_app_planyear y ON y.id = p.plan_year_id
    WHERE b.employer_id = $1 AND p.status = 'published' AND y.starts_on <= $2 AND y.ends_on >= $2
    ORDER BY b.name, o.monthly_price, o.id
"""


class MoneyOut(BaseModel):
    minor: int
    currency: str


class EnrolmentOut(BaseModel):
    id: UUID
    employee_id: int
    option_id: UUID
    label: str
    starts_on: dt.date
    ends_on: dt.date | None
    status: str
    monthly: MoneyOut


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


@app.get("/api/v1/enrolments/{enrolment_id}")
async def enrolment(enrolment_id: UUID, who: Annotated[Caller, Depends(caller)]) -> EnrolmentOut:
    row = await app.state.pool.fetchrow(ENROLMENT, enrolment_id, who.employer_id)
    if row is None:
        raise HTTPException(404)
    return EnrolmentOut(
        id=row[0],
        employee_id=row[1],
        option_id=row[2],
        label=row[3],
        starts_on=row[4],
        ends_on=row[5],
        status=row[6],
        monthly=pounds(row[7], row[8]),
    )


@app.get("/api/v1/benefits/offers")
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
        )
        for row in await app.state.pool.fetch(OFFERS, employer_id, on)
    ]


def pounds(amount: Decimal, currency: str) -> MoneyOut:
    """
    An amount in minor units; the benchmark's only currency has two decimal places.
    """
    return MoneyOut(minor=int(amount * 100), currency=currency)
