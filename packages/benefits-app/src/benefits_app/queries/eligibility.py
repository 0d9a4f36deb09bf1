"""
May somebody have a benefit on a day, and by which rules?
"""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db.models import F, JSONField, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from benefits_app import models
from benefits_app.data import (
    AllOf,
    Eligibility,
    EmployeeFacts,
    RuleSet,
    Waiting,
    WaitingPeriod,
)
from benefits_app.errors import BenefitNotFound
from benefits_app.rules.eligibility import eligibility
from benefits_app.rules.rule_documents import read
from domain_kit.actor import Actor
from domain_kit.compiled import Compiled

EVERYBODY = AllOf(rules=())


def explain_eligibility(
    *, actor: Actor, facts: EmployeeFacts, benefit_id: UUID, on: dt.date
) -> Eligibility:
    """
    Whether somebody may have a benefit from a day on, with every reason against it.

    By the rules in force on that day; a benefit without rules is for everybody employed.

    Raises:
        BenefitNotFound: if the actor can see no such benefit, or it is another employer's.
        EmployeeForbidden: if the actor is another employee.
    """
    actor.require_employee(facts.employee_id)
    row = WITH_RULES.first(benefit=benefit_id, employer=facts.employer_id, day=on)
    if row is None or not actor.may_see(row.employer_id):
        raise BenefitNotFound(benefit_id)
    return _decide(facts, _from_json(row.rules) if row.rules else None, on)


def _with_rules(benefit: Any, employer: Any, day: Any) -> "QuerySet[models.Benefit]":
    in_force = models.EligibilityRuleSet.objects.filter(
        benefit=OuterRef("pk"), starts_on__lte=day
    ).order_by("-starts_on")
    columns = ("id", "benefit_id", "starts_on", "format", "document", "waiting", "waiting_days")
    rules = JSONObject(reason=F("reason"), **{name: F(name) for name in columns})
    return models.Benefit.objects.filter(pk=benefit, employer_id=employer).annotate(
        rules=Subquery(in_force.values(json=rules)[:1], output_field=JSONField())
    )


WITH_RULES: Compiled[Any] = Compiled(_with_rules)
"""A benefit of an employer with the rules in force on a day: one statement, compiled once."""


def _from_json(rules: Mapping[str, Any]) -> RuleSet:
    return RuleSet(
        id=UUID(rules["id"]),
        benefit_id=UUID(rules["benefit_id"]),
        starts_on=dt.date.fromisoformat(rules["starts_on"]),
        rule=read(rules["document"], format=rules["format"]),
        waiting=WaitingPeriod(kind=Waiting(rules["waiting"]), days=rules["waiting_days"]),
        reason=rules["reason"],
    )


def eligible_benefits(
    facts: EmployeeFacts, benefit_ids: Collection[UUID], on: dt.date
) -> frozenset[UUID]:
    """
    Those of the benefits that somebody may have on a day. One statement.
    """
    found = rule_sets_on(benefit_ids, on)
    return frozenset(
        benefit_id
        for benefit_id in benefit_ids
        if _decide(facts, found.get(benefit_id), on).eligible
    )


def rule_sets_on(benefit_ids: Collection[UUID], on: dt.date) -> Mapping[UUID, RuleSet]:
    """
    The rule set in force on a day of each benefit that has one.
    """
    rows = models.EligibilityRuleSet.objects.filter(benefit_id__in=benefit_ids, starts_on__lte=on)
    latest = rows.order_by("benefit_id", "-starts_on").distinct("benefit_id")
    return {row.benefit_id: rule_set_value(row) for row in latest}


def list_rule_sets(*, actor: Actor, benefit_id: UUID) -> tuple[RuleSet, ...]:
    """
    Every rule set of a benefit, oldest first.

    Raises:
        BenefitNotFound: if the actor can see no such benefit.
    """
    if not actor.scope(models.Benefit.objects.all()).filter(pk=benefit_id).exists():
        raise BenefitNotFound(benefit_id)
    rows = models.EligibilityRuleSet.objects.filter(benefit_id=benefit_id).order_by("starts_on")
    return tuple(rule_set_value(row) for row in rows)


def rule_set_value(row: models.EligibilityRuleSet) -> RuleSet:
    """
    A rule set.
    """
    return RuleSet(
        id=row.id,
        benefit_id=row.benefit_id,
        starts_on=row.starts_on,
        rule=read(row.document, format=row.format),
        waiting=WaitingPeriod(kind=Waiting(row.waiting), days=row.waiting_days),
        reason=row.reason,
    )


def _decide(facts: EmployeeFacts, rules: RuleSet | None, on: dt.date) -> Eligibility:
    return eligibility(
        rule=rules.rule if rules else EVERYBODY,
        waiting=rules.waiting if rules else WaitingPeriod(),
        facts=facts,
        on=on,
    )
