"""
Say on what terms a benefit is sold in a plan year.
"""

from uuid import UUID

from django.db.models import F

from benefits_app import models
from benefits_app.data import Plan, PlanTerms
from benefits_app.errors import PlanYearNotFound
from benefits_app.queries.plans import get_plan
from benefits_app.rules.terms import require_terms
from benefits_app.services.commands import asked, key_holder, storable
from benefits_app.services.find import benefit_of, draft_of
from domain_kit.actor import Actor, Role
from domain_kit.idempotency import once_answering
from domain_kit.money import CurrencyMismatch, Money


def define_plan_terms(
    *,
    actor: Actor,
    idempotency_key: str,
    benefit_id: UUID,
    plan_year_id: UUID,
    currency: str,
    terms: PlanTerms,
    version: int | None = None,
) -> Plan:
    """
    Set the terms of a draft plan, which is made if the benefit has none in that year.

    `currency` is the plan's ISO 4217 code. `version` is the one the actor has read; None sets the
    terms whatever they were.

    Raises:
        BenefitNotFound, PlanYearNotFound: if the actor can see no such thing.
        PlanTermsBroken: if the terms contradict themselves.
        PlanPublished: if people can choose the plan already.
        StaleVersion: if somebody has changed the plan since that version.
        CurrencyMismatch: if the plan is in another currency.
        NotPermitted: unless the actor is HR or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> UUID:
        actor.require_role(Role.HR, Role.OPERATOR)
        require_terms(terms)
        Money.zero(currency)  # Refuses a currency that there is not.
        benefit = benefit_of(actor, benefit_id)
        years = models.PlanYear.objects.filter(employer_id=benefit.employer_id)
        if not years.filter(pk=plan_year_id).exists():
            raise PlanYearNotFound(plan_year_id)
        plan, _ = models.Plan.objects.get_or_create(
            benefit=benefit, plan_year_id=plan_year_id, defaults={"currency": currency}
        )
        plan = draft_of(actor, plan.id, version)
        if plan.currency != currency:
            raise CurrencyMismatch(plan.currency, currency)
        _write(plan, terms)
        return plan.id

    plan_id = once_answering(
        models.CommandRecord,
        actor=key_holder(actor),
        idempotency_key=idempotency_key,
        command="define_plan_terms",
        request=storable(
            {
                "benefit": str(benefit_id),
                "plan_year": str(plan_year_id),
                "currency": currency,
                "terms": asked(terms),
                "version": version,
            }
        ),
        execute=execute,
        encode=str,
        decode=lambda answer: UUID(str(answer)),
    )
    return get_plan(actor=actor, plan_id=plan_id)


def _write(plan: models.Plan, terms: PlanTerms) -> None:
    models.Plan.objects.filter(pk=plan.pk).update(
        proration=terms.proration.policy.value,
        wash_day=terms.proration.wash_day,
        age_policy=terms.age_policy.value,
        billing_mode=terms.billing_mode.value,
        min_members=terms.min_members,
        max_members=terms.max_members,
        version=F("version") + 1,
    )
