"""
Say which part of a plan's price the employer pays.
"""

from uuid import UUID

from django.db.models import F

from benefits_app import models
from benefits_app.data import ContributionScheme, Plan
from benefits_app.errors import OptionNotFound
from benefits_app.queries.plans import get_plan
from benefits_app.rules.contributions import require_sound
from benefits_app.services.commands import asked, once_on
from benefits_app.services.find import draft_of
from domain_kit.actor import Actor, Role
from domain_kit.money import CurrencyMismatch, Money, require_storable


def define_contributions(
    *,
    actor: Actor,
    idempotency_key: str,
    plan_id: UUID,
    scheme: ContributionScheme,
    version: int | None = None,
) -> Plan:
    """
    Set who pays which part of a draft plan (C-09); it takes the place of what was set.

    Raises:
        PlanNotFound: if the actor can see no such plan.
        OptionNotFound: if a reference option is none of the plan year.
        ContributionBroken: if a rule lacks something, or a tier has two.
        CurrencyMismatch: if an amount is in another currency than the plan.
        AmountNotStorable: if an amount is too large to be kept.
        PlanPublished: if people can choose the plan already.
        StaleVersion: if somebody has changed the plan since that version.
        NotPermitted: unless the actor is HR or operator.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> None:
        actor.require_role(Role.HR, Role.OPERATOR)
        require_sound(scheme)
        plan = draft_of(actor, plan_id, version)
        for rule in scheme.contributions:
            for money in (rule.amount, rule.cap):
                _require_amount(plan, money)
            if rule.reference_option_id:
                _require_option(plan, rule.reference_option_id)
        write_scheme(plan, scheme)
        models.Plan.objects.filter(pk=plan_id).update(version=F("version") + 1)

    once_on(
        actor=actor,
        idempotency_key=idempotency_key,
        command="define_contributions",
        request={"plan": str(plan_id), "scheme": asked(scheme), "version": version},
        execute=execute,
    )
    return get_plan(actor=actor, plan_id=plan_id)


def _require_amount(plan: models.Plan, money: Money | None) -> None:
    if money is None:
        return
    if money.currency != plan.currency:
        raise CurrencyMismatch(plan.currency, money.currency)
    require_storable(money, max_digits=15, decimal_places=3)


def _require_option(plan: models.Plan, option_id: UUID) -> None:
    options = models.PlanOption.objects.filter(
        plan__plan_year_id=plan.plan_year_id, plan__currency=plan.currency
    )
    if not options.filter(pk=option_id).exists():
        raise OptionNotFound(option_id)


def write_scheme(plan: models.Plan, scheme: ContributionScheme) -> None:
    """
    Replace the contributions of a plan.
    """
    plan.contributions.all().delete()
    models.Plan.objects.filter(pk=plan.pk).update(minimum_percent=scheme.minimum_percent)
    models.Contribution.objects.bulk_create(
        models.Contribution(
            plan=plan,
            tier=rule.tier,
            kind=rule.kind.value,
            amount=rule.amount.amount if rule.amount else None,
            percent=rule.percent,
            cap=rule.cap.amount if rule.cap else None,
            reference_option_id=rule.reference_option_id,
        )
        for rule in scheme.contributions
    )
