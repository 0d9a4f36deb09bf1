"""
Say which amounts of cover an option has to choose from.
"""

from uuid import UUID

from django.db.models import F

from benefits_app import models
from benefits_app.data import CoverTerms, Offer
from benefits_app.errors import PlanTermsBroken
from benefits_app.queries.offers import offer_value
from benefits_app.services.commands import asked, once_on
from benefits_app.services.find import draft_of, option_of
from domain_kit.actor import Actor, Role
from domain_kit.money import CurrencyMismatch, Money, require_storable


def define_cover(
    *,
    actor: Actor,
    idempotency_key: str,
    option_id: UUID,
    cover: CoverTerms,
    version: int | None = None,
) -> Offer:
    """
    Set the limits of the cover of a draft option; `version` is that of its plan.

    Raises:
        OptionNotFound: if the actor can see no such option.
        PlanTermsBroken: if the limits contradict each other.
        CurrencyMismatch: if an amount is in another currency than the plan.
        AmountNotStorable: if an amount is too large to be kept.
        PlanPublished: if people can choose the plan already.
        StaleVersion: if somebody has changed the plan since that version.
        NotPermitted: unless the actor is HR or operator.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> None:
        actor.require_role(Role.HR, Role.OPERATOR)
        option = option_of(actor, option_id)
        plan = draft_of(actor, option.plan_id, version)
        _require_limits(plan, cover)
        models.PlanOption.objects.filter(pk=option_id).update(
            cover_min=_amount(cover.minimum),
            cover_max=_amount(cover.maximum),
            cover_step=_amount(cover.step),
            guaranteed_issue=_amount(cover.guaranteed),
        )
        models.Plan.objects.filter(pk=plan.pk).update(version=F("version") + 1)

    once_on(
        actor=actor,
        idempotency_key=idempotency_key,
        command="define_cover",
        request={"option": str(option_id), "cover": asked(cover), "version": version},
        execute=execute,
    )
    return offer_value(option_id)


def _require_limits(plan: models.Plan, cover: CoverTerms) -> None:
    for money in (cover.minimum, cover.maximum, cover.step, cover.guaranteed):
        if money is None:
            continue
        if money.currency != plan.currency:
            raise CurrencyMismatch(plan.currency, money.currency)
        require_storable(money, max_digits=15, decimal_places=3)
        if money.minor <= 0:
            raise PlanTermsBroken(f"a cover of {money}")
    if cover.minimum and cover.maximum and cover.maximum < cover.minimum:
        raise PlanTermsBroken("a smallest cover that exceeds the largest")
    if cover.guaranteed and cover.maximum and cover.maximum < cover.guaranteed:
        raise PlanTermsBroken("a guaranteed cover that exceeds the largest")


def _amount(money: Money | None) -> object:
    return None if money is None else money.amount
