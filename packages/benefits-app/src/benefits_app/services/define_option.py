"""
Add an option to a benefit's plan for a year, as a draft.
"""

from uuid import UUID

from django.db.models import Q

from benefits_app import models
from benefits_app.data import Offer, PlanStatus
from benefits_app.errors import ImmutablePublished, PlanYearNotFound, PriceBelowZero
from benefits_app.queries.offers import offer_value
from benefits_app.services.commands import former_scope, key_holder, storable
from benefits_app.services.find import benefit_of
from benefits_app.services.publish_rates import write_flat
from domain_kit.actor import Actor, Role
from domain_kit.idempotency import once_answering
from domain_kit.money import CurrencyMismatch, Money, require_storable


def define_option(
    *,
    actor: Actor,
    idempotency_key: str,
    benefit_id: UUID,
    plan_year_id: UUID,
    code: str,
    name: str,
    monthly_price: Money,
) -> Offer:
    """
    Define an option at one rate for everybody, or give a draft option of this code another.

    publish_rates() gives it rates by age, tier, member or cover.

    Raises:
        BenefitNotFound, PlanYearNotFound: if the actor can see no such thing.
        CurrencyMismatch: if the plan is in another currency.
        AmountNotStorable, CurrencyNotStorable: if the price cannot be kept.
        PriceBelowZero: if it is.
        ImmutablePublished: if the option is already published at another price.
        NotPermitted: unless the actor is HR or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute() -> UUID:
        actor.require_role(Role.HR, Role.OPERATOR)
        benefit = benefit_of(actor, benefit_id)
        years = actor.scope(models.PlanYear.objects.all())
        year = years.filter(pk=plan_year_id, employer_id=benefit.employer_id).first()
        if year is None:
            raise PlanYearNotFound(plan_year_id)
        if monthly_price.minor < 0:
            raise PriceBelowZero(monthly_price)
        require_storable(monthly_price, max_digits=12, decimal_places=3)
        plan, _ = models.Plan.objects.select_for_update().get_or_create(
            benefit=benefit, plan_year=year, defaults={"currency": monthly_price.currency}
        )
        if plan.currency != monthly_price.currency:
            raise CurrencyMismatch(plan.currency, monthly_price.currency)
        return _option(plan, year, code, name, monthly_price).id

    option_id = once_answering(
        models.CommandRecord,
        actor=key_holder(actor),
        idempotency_key=idempotency_key,
        command="define_option",
        request=storable(
            {
                "benefit": str(benefit_id),
                "plan_year": str(plan_year_id),
                "code": code,
                "name": name,
                "price": str(monthly_price),
            }
        ),
        execute=execute,
        encode=str,
        decode=lambda answer: UUID(str(answer)),
        former_scope=former_scope(actor),
    )
    return offer_value(option_id)


def _option(
    plan: models.Plan, year: models.PlanYear, code: str, name: str, price: Money
) -> models.PlanOption:
    option, created = models.PlanOption.objects.get_or_create(
        plan=plan, code=code, defaults={"name": name}
    )
    if created or not _costs(option, year, price):
        if plan.status != PlanStatus.DRAFT and not created:
            raise ImmutablePublished(option.id)
        write_flat(option, year.starts_on, price)
    return option


def _costs(option: models.PlanOption, year: models.PlanYear, price: Money) -> bool:
    """
    Whether it has one rate for everybody on the first day of the year, and it is this one.
    """
    bands = models.RateBand.objects.filter(
        Q(table__ends_on=None) | Q(table__ends_on__gte=year.starts_on),
        table__option=option,
        table__starts_on__lte=year.starts_on,
    )
    return {amount for (amount,) in bands.values_list("amount")} == {price.amount}
