"""
Set the terms, tiers and contributions of a plan over HTTP.
"""

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from benefits_app import api
from benefits_app.http.fields import Code
from domain_kit.http import (
    CurrencyCode,
    DomainRouter,
    IdempotencyKey,
    MoneyIn,
    MoneyOut,
    SmallInt,
    actor_of,
)

router = DomainRouter()

Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
Percent = Annotated[Decimal, Field(ge=0, le=100, max_digits=6, decimal_places=3)]


class LargeMoneyIn(MoneyIn):
    """
    Integer minor units and an ISO 4217 code; up to a million million.
    """

    max_digits = 15


class ProrationIO(Schema):
    policy: api.ProrationPolicy = api.ProrationPolicy.DAILY
    wash_day: SmallInt | None = None


class TermsIO(Schema):
    proration: ProrationIO = ProrationIO()
    age_policy: api.AgePolicy = api.AgePolicy.FIRST_OF_MONTH
    billing_mode: api.BillingMode = api.BillingMode.SELF
    min_members: SmallInt | None = None
    max_members: SmallInt | None = None

    def value(self) -> api.PlanTerms:
        """
        The terms as the domain takes them.
        """
        return api.PlanTerms(
            proration=api.Proration(policy=self.proration.policy, wash_day=self.proration.wash_day),
            age_policy=self.age_policy,
            billing_mode=self.billing_mode,
            min_members=self.min_members,
            max_members=self.max_members,
        )


class PlanIn(Schema):
    benefit_id: UUID
    plan_year_id: UUID
    currency: CurrencyCode
    terms: TermsIO
    version: Version | None = None


class RelationshipIO(Schema):
    relationship: Code
    priced_as: Code
    operator: api.Comparison | None = None
    age: SmallInt | None = None
    disabled: bool | None = None


class TierCountIO(Schema):
    relationship: Code
    operator: api.Comparison
    count: SmallInt


class TierIO(Schema):
    code: Code
    requires: Annotated[list[TierCountIO], Field(max_length=20)] = []


class TiersIn(Schema):
    relationships: Annotated[list[RelationshipIO], Field(max_length=50)]
    tiers: Annotated[list[TierIO], Field(max_length=20)]
    version: Version | None = None


class ContributionIn(Schema):
    kind: api.ContributionKind
    tier: Annotated[str, Field(max_length=40)] = ""
    amount: LargeMoneyIn | None = None
    percent: Percent | None = None
    cap: LargeMoneyIn | None = None
    reference_option_id: UUID | None = None

    def value(self) -> api.Contribution:
        """
        The rule as the domain takes it.
        """
        return api.Contribution(
            kind=self.kind,
            tier=self.tier,
            amount=self.amount.value() if self.amount else None,
            percent=self.percent,
            cap=self.cap.value() if self.cap else None,
            reference_option_id=self.reference_option_id,
        )


class ContributionsIn(Schema):
    contributions: Annotated[list[ContributionIn], Field(max_length=50)]
    minimum_percent: Percent = Decimal(0)
    version: Version | None = None


class ContributionOut(Schema):
    kind: str
    tier: str
    amount: MoneyOut | None
    percent: Decimal | None
    cap: MoneyOut | None
    reference_option_id: UUID | None


class SchemeOut(Schema):
    contributions: list[ContributionOut]
    minimum_percent: Decimal


class PlanOut(Schema):
    id: UUID
    benefit_id: UUID
    plan_year_id: UUID
    currency: str
    status: str
    terms: TermsIO
    relationships: list[RelationshipIO]
    tiers: list[TierIO]
    scheme: SchemeOut | None
    version: int


@router.get("/plans/{plan_id}", response=PlanOut, summary="A plan with its terms")
def get_plan(request: HttpRequest, plan_id: UUID) -> Any:
    return api.get_plan(actor=actor_of(request), plan_id=plan_id)


@router.post("/plans", response=PlanOut, summary="Set the terms of a draft plan")
def define_plan_terms(request: HttpRequest, body: PlanIn, idempotency_key: IdempotencyKey) -> Any:
    return api.define_plan_terms(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        benefit_id=body.benefit_id,
        plan_year_id=body.plan_year_id,
        currency=body.currency,
        terms=body.terms.value(),
        version=body.version,
    )


@router.post("/plans/{plan_id}/tiers", response=PlanOut, summary="Set whom a draft plan covers")
def define_tiers(
    request: HttpRequest, plan_id: UUID, body: TiersIn, idempotency_key: IdempotencyKey
) -> Any:
    return api.define_tiers(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        plan_id=plan_id,
        relationships=[api.RelationshipRule(**rule.model_dump()) for rule in body.relationships],
        tiers=[
            api.Tier(
                code=tier.code,
                requires=tuple(api.TierCount(**wanted.model_dump()) for wanted in tier.requires),
            )
            for tier in body.tiers
        ],
        version=body.version,
    )


@router.post("/plans/{plan_id}/contributions", response=PlanOut, summary="Set who pays which part")
def define_contributions(
    request: HttpRequest, plan_id: UUID, body: ContributionsIn, idempotency_key: IdempotencyKey
) -> Any:
    return api.define_contributions(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        plan_id=plan_id,
        scheme=api.ContributionScheme(
            contributions=tuple(rule.value() for rule in body.contributions),
            minimum_percent=body.minimum_percent,
        ),
        version=body.version,
    )
