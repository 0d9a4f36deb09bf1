"""
Which row does a command mean, and may the actor change it?
"""

import datetime as dt
from uuid import UUID

from benefits_app import models
from benefits_app.data import PlanStatus
from benefits_app.errors import BenefitNotFound, OptionNotFound, PlanYearNotFound
from benefits_app.errors.administration import PlanNotFound, PlanPublished, StaleVersion
from domain_kit.actor import Actor


def benefit_of(actor: Actor, benefit_id: UUID) -> models.Benefit:
    """
    Raises:
        BenefitNotFound: if the actor can see no such benefit.
    """
    found = actor.scope(models.Benefit.objects.all()).filter(pk=benefit_id).first()
    if found is None:
        raise BenefitNotFound(benefit_id)
    return found


def year_of(actor: Actor, plan_year_id: UUID) -> models.PlanYear:
    """
    Raises:
        PlanYearNotFound: if the actor can see no such plan year.
    """
    found = actor.scope(models.PlanYear.objects.all()).filter(pk=plan_year_id).first()
    if found is None:
        raise PlanYearNotFound(plan_year_id)
    return found


def option_of(actor: Actor, option_id: UUID) -> models.PlanOption:
    """
    An option with its plan, benefit and plan year.

    Raises:
        OptionNotFound: if the actor can see no such option.
    """
    options = models.PlanOption.objects.select_related("plan__benefit", "plan__plan_year")
    found = actor.scope(options, "plan__benefit__employer_id").filter(pk=option_id).first()
    if found is None:
        raise OptionNotFound(option_id)
    return found


def draft_of(actor: Actor, plan_id: UUID, version: int | None) -> models.Plan:
    """
    A draft plan, locked, and still at the version that the actor saw.

    Raises:
        PlanNotFound: if the actor can see no such plan.
        PlanPublished: if it is no draft any more.
        StaleVersion: if it is at another version.
    """
    plans = models.Plan.objects.select_for_update(of=("self",))
    found = actor.scope(plans, "benefit__employer_id").filter(pk=plan_id).first()
    if found is None:
        raise PlanNotFound(plan_id)
    if found.status != PlanStatus.DRAFT:
        raise PlanPublished(plan_id, found.status)
    require_version(f"Plan {plan_id}", version, found.version)
    return found


def require_version(what: str, expected: int | None, actual: int) -> None:
    """
    Raises:
        StaleVersion: unless it is at the version that somebody saw; None asks for none.
    """
    if expected is not None and expected != actual:
        raise StaleVersion(what, expected, actual)


def day_before(day: dt.date) -> dt.date:
    """
    The day before a day.
    """
    return day - dt.timedelta(days=1)
