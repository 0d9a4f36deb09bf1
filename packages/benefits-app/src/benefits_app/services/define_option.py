"""
Add an option to a benefit's plan for a year, as a draft.
"""

from uuid import UUID

from benefits_app import models
from benefits_app.data import Offer, PlanStatus
from benefits_app.errors import BenefitNotFound, ImmutablePublished, PlanYearNotFound
from benefits_app.queries.values import offer_value
from benefits_app.services.once import once
from benefits_app.services.publish_rates import write_flat
from domain_kit.actor import Actor, Role
from domain_kit.money import CurrencyMismatch, Money


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
    Define an option, or give a draft option of this code another price.

    Raises:
        BenefitNotFound, PlanYearNotFound: if the actor can see no such thing.
        CurrencyMismatch: if the plan is in another currency.
        ImmutablePublished: if the option is already published at another price.
        NotPermitted: unless the actor is HR or operator of the employer.
        IdempotencyConflict: if the key was used for something else.
    """
    actor.require_role(Role.HR, Role.OPERATOR)
    benefit = actor.scope(models.Benefit.objects).filter(pk=benefit_id).first()
    if benefit is None:
        raise BenefitNotFound(benefit_id)
    years = actor.scope(models.PlanYear.objects)
    year = years.filter(pk=plan_year_id, employer_id=benefit.employer_id).first()
    if year is None:
        raise PlanYearNotFound(plan_year_id)

    def execute() -> UUID:
        plan, _ = models.Plan.objects.select_for_update().get_or_create(
            benefit=benefit, plan_year=year, defaults={"currency": monthly_price.currency}
        )
        if plan.currency != monthly_price.currency:
            raise CurrencyMismatch(plan.currency, monthly_price.currency)
        option, created = models.PlanOption.objects.get_or_create(
            plan=plan, code=code, defaults={"name": name, "monthly_price": monthly_price.amount}
        )
        if not created and option.monthly_price != monthly_price.amount:
            if plan.status != PlanStatus.DRAFT:
                raise ImmutablePublished(option.id)
            option.monthly_price = monthly_price.amount
            option.save(update_fields=["monthly_price"])
            created = True
        if created:
            write_flat(option, year.starts_on)
        return option.id

    option_id = once(
        "define_option",
        employer_id=benefit.employer_id,
        idempotency_key=idempotency_key,
        request={
            "benefit": str(benefit_id),
            "plan_year": str(plan_year_id),
            "code": code,
            "name": name,
            "price": str(monthly_price),
        },
        execute=execute,
    )
    options = models.PlanOption.objects.select_related("plan__benefit", "plan__plan_year")
    return offer_value(options.get(pk=option_id))
