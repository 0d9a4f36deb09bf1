"""
Define over HTTP who may have a benefit, and ask why somebody may not.
"""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from benefits_app import api
from benefits_app.http.plans import LargeMoneyIn
from domain_kit.http import (
    Day,
    DomainRouter,
    EmployeeId,
    IdempotencyKey,
    Reason,
    SmallInt,
    Text,
    actor_of,
    created,
)
from domain_kit.periods import Period

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
    conditions: Annotated[list[ConditionIO], Field(max_length=50)]
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


class EmploymentIn(Schema):
    starts_on: Day
    ends_on: Day | None = None


class FactsIn(Schema):
    employee_id: EmployeeId
    employer_id: UUID
    hired_on: Day
    born_on: Day | None = None
    location: Word = ""  # type: ignore[valid-type]  # it makes a type
    grade: Word = ""  # type: ignore[valid-type]  # it makes a type
    fte: Annotated[Decimal, Field(ge=0, le=1, max_digits=5, decimal_places=4)] = Decimal(1)
    annual_salary: LargeMoneyIn | None = None
    employed: Annotated[list[EmploymentIn], Field(max_length=100)] = []

    def value(self) -> api.EmployeeFacts:
        """
        The facts as the domain takes them.
        """
        return api.EmployeeFacts(
            employee_id=self.employee_id,
            employer_id=self.employer_id,
            hired_on=self.hired_on,
            born_on=self.born_on,
            location=self.location,
            grade=self.grade,
            fte=self.fte,
            annual_salary=self.annual_salary.value() if self.annual_salary else None,
            employed=tuple(_period(each) for each in self.employed),
        )


def _period(employment: EmploymentIn) -> Period:
    last = employment.ends_on
    if last is not None:
        last = max(last, employment.starts_on)
    return Period.inclusive(employment.starts_on, last)


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
def list_rule_sets(request: HttpRequest, benefit_id: UUID) -> Any:
    found = api.list_rule_sets(actor=actor_of(request), benefit_id=benefit_id)
    return [rule_set_out(rules) for rules in found]


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
        conditions=[api.read_rule(each.model_dump(mode="json")) for each in body.conditions],
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
