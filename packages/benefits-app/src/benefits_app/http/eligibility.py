"""
Define over HTTP who may have a benefit, and ask why somebody may not.
"""

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from benefits_app import api
from benefits_app.http.listed import listed
from benefits_app.http.people import FactsIn
from domain_kit.http import (
    Day,
    DomainRouter,
    IdempotencyKey,
    Page,
    Reason,
    SmallInt,
    Text,
    actor_of,
    created,
)

router = DomainRouter()

Word = Text(100)


class WaitingIO(Schema):
    kind: api.Waiting = api.Waiting.NONE
    days: SmallInt = 0


class ConditionIO(Schema):
    fact: api.Fact
    operator: api.Operator
    value: bool | int | Word | Annotated[list[Word], Field(max_length=200)]  # type: ignore[valid-type]  # it makes a type


class RulesIn(Schema):
    starts_on: Day
    conditions: Annotated[list[ConditionIO], Field(max_length=50)] = []
    rule: dict[str, Any] | None = None
    waiting: WaitingIO = WaitingIO()
    reason: Reason

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "starts_on": "2027-01-01",
                    "conditions": [{"fact": "fte", "operator": "at_least", "value": "0.5"}],
                    "waiting": {"kind": "first_of_month_after_days", "days": 30},
                    "reason": "part-time staff of half a week or more",
                }
            ]
        }
    }


class RuleSetOut(Schema):
    id: UUID
    benefit_id: UUID
    starts_on: dt.date
    rule: Any
    waiting: WaitingIO
    reason: str


class EligibilityIn(Schema):
    on: Day
    facts: FactsIn


class ReasonOut(Schema):
    code: str
    wanted: str
    actual: str


class EligibilityOut(Schema):
    eligible: bool
    first_day: dt.date
    reasons: list[ReasonOut]


def rule_set_out(rules: api.RuleSet) -> dict[str, object]:
    """
    A rule set, its rule as a document.
    """
    return {
        "id": rules.id,
        "benefit_id": rules.benefit_id,
        "starts_on": rules.starts_on,
        "rule": api.rule_document(rules.rule),
        "waiting": {"kind": rules.waiting.kind, "days": rules.waiting.days},
        "reason": rules.reason,
    }


@router.get(
    "/benefits/{benefit_id}/rules", response=list[RuleSetOut], summary="Who may have a benefit"
)
def list_rule_sets(
    request: HttpRequest, response: HttpResponse, benefit_id: UUID, page: Query[Page]
) -> Any:
    found = api.list_rule_sets(actor=actor_of(request), benefit_id=benefit_id)
    shown = listed(request, page, found, key=lambda rules: rules.id)
    return [rule_set_out(rules) for rules in shown.on(response)]


@router.post(
    "/benefits/{benefit_id}/rules", response={201: RuleSetOut}, summary="Define who may have it"
)
def define_rule_set(
    request: HttpRequest, benefit_id: UUID, body: RulesIn, idempotency_key: IdempotencyKey
) -> Any:
    made = api.define_rule_set(
        actor=actor_of(request),
        idempotency_key=idempotency_key,
        benefit_id=benefit_id,
        starts_on=body.starts_on,
        conditions=[
            *(api.read_rule(each.model_dump(mode="json")) for each in body.conditions),
            *([api.read_rule(body.rule)] if body.rule else []),
        ],
        waiting=api.WaitingPeriod(kind=body.waiting.kind, days=body.waiting.days),
        reason=body.reason,
    )
    return created(rule_set_out(made))


@router.post(
    "/benefits/{benefit_id}/eligibility",
    response=EligibilityOut,
    summary="Whether somebody may have a benefit, and why not",
)
def explain_eligibility(request: HttpRequest, benefit_id: UUID, body: EligibilityIn) -> Any:
    return api.explain_eligibility(
        actor=actor_of(request), facts=body.facts.value(), benefit_id=benefit_id, on=body.on
    )
