"""
What would people pay in a plan year that is still a draft?
"""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from benefits_app import models
from benefits_app.data import Basis, Person, PlanStatus, Quote, QuoteRequest
from benefits_app.errors import BenefitsError, PlanYearNotFound
from benefits_app.queries.priced import catalogue_of, with_rates
from benefits_app.queries.quote import priced_quote
from domain_kit.actor import Actor, Role
from domain_kit.money import Money


def preview_rates(
    *,
    actor: Actor,
    plan_year_id: UUID,
    people: Sequence[Person] = (),
    on: dt.date | None = None,
    cover: Money | None = None,
) -> tuple[Quote | BenefitsError, ...]:
    """
    The quote of every draft option of a year, or its refusal, by option id.

    From the first day of the year, unless another is asked for. The cover is asked of those
    options only that are priced by one.

    Raises:
        PlanYearNotFound: if the actor can see no such plan year.
        NotPermitted: unless the actor is HR or operator.
    """
    actor.require_role(Role.HR, Role.OPERATOR)
    year = actor.scope(models.PlanYear.objects.all()).filter(pk=plan_year_id).first()
    if year is None:
        raise PlanYearNotFound(plan_year_id)
    drafts = models.PlanOption.objects.filter(
        plan__plan_year=year, plan__status=PlanStatus.DRAFT
    ).order_by("pk")
    catalogue = catalogue_of(with_rates(drafts).prefetch_related("plan__contributions"))
    answers: list[Quote | BenefitsError] = []
    for row, option in catalogue.all_on(on or year.starts_on):
        request = QuoteRequest(
            option_id=row.id,
            on=on or year.starts_on,
            people=tuple(people),
            cover=cover if option.rates.basis is Basis.PER_1000 else None,
        )
        try:
            answers.append(priced_quote(option, request))
        except BenefitsError as refusal:
            answers.append(refusal)
    return tuple(answers)
