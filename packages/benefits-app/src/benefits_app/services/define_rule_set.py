"""
Say who may have a benefit, from a day on.
"""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction

from benefits_app import models
from benefits_app.data import AllOf, AnyOf, Condition, Not, RuleSet, WaitingPeriod
from benefits_app.errors import RuleSetStartsTwice
from benefits_app.models.eligibility import ONE_RULE_SET_PER_DAY
from benefits_app.queries.eligibility import rule_set_value
from benefits_app.rules.rule_documents import read, write
from benefits_app.rules.waiting import require_waiting
from benefits_app.services.commands import asked, key_holder, storable
from benefits_app.services.find import benefit_of
from domain_kit.actor import Actor, Role
from domain_kit.idempotency import once
from domain_kit.violations import violated


def define_rule_set(
    *,
    actor: Actor,
    idempotency_key: str,
    benefit_id: UUID,
    starts_on: dt.date,
    conditions: Sequence[Condition | AllOf | AnyOf | Not],
    waiting: WaitingPeriod,
    reason: str,
) -> RuleSet:
    """
    Define the conditions that must all hold for a benefit from a day on, and the waiting period.

    A condition may be nested: `AnyOf`, `AllOf` and `Not` of others. The rules of days before stay
    as they were.

    Raises:
        BenefitNotFound: if the actor can see no such benefit.
        RuleSetBroken, UnknownConditions: if a condition compares what cannot be compared.
        RuleSetStartsTwice: if the benefit has another rule set from that day on.
        NotPermitted: unless the actor is HR or operator.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute(rule_set_id: UUID) -> None:
        actor.require_role(Role.HR, Role.OPERATOR)
        benefit = benefit_of(actor, benefit_id)
        document = write(AllOf(rules=tuple(conditions)))
        read(document, format=2)  # Refuses what could not be read again.
        require_waiting(waiting)
        try:
            with transaction.atomic():
                models.EligibilityRuleSet.objects.create(
                    id=rule_set_id,
                    benefit=benefit,
                    starts_on=starts_on,
                    document=document,
                    waiting=waiting.kind.value,
                    waiting_days=waiting.days,
                    reason=reason,
                )
        except IntegrityError as exc:
            if violated(exc) == ONE_RULE_SET_PER_DAY:
                raise RuleSetStartsTwice(benefit_id, starts_on) from exc
            raise

    rule_set_id = once(
        models.CommandRecord,
        actor=key_holder(actor),
        idempotency_key=idempotency_key,
        command="define_rule_set",
        request=storable(
            {
                "benefit": str(benefit_id),
                "starts_on": str(starts_on),
                "conditions": [asked(condition) for condition in conditions],
                "waiting": asked(waiting),
                "reason": reason,
            }
        ),
        execute=execute,
    )
    return rule_set_value(models.EligibilityRuleSet.objects.get(pk=rule_set_id))
