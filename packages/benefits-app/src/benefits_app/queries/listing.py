"""
What has an employer defined? Lists in the order of ids, from behind one of them.
"""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from benefits_app import models
from benefits_app.data import Benefit, Category, Offer, PlanStatus, PlanYear, Window
from benefits_app.errors import PlanYearNotFound
from benefits_app.queries.offers import offer_of, offer_value
from benefits_app.queries.priced import catalogue_of, with_rates
from benefits_app.queries.values import benefit_value, plan_year_value, window_value
from domain_kit.actor import Actor, Role

EVERYTHING = 1_000


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DefinedOption:
    """
    An option as it is offered on the first day of its plan year, or will be. From
    `closed_to_new_on` on only who has it keeps it.
    """

    offer: Offer
    status: PlanStatus
    closed_to_new_on: dt.date | None = None


def list_benefits(
    *,
    actor: Actor,
    employer_id: UUID,
    category: Category | None = None,
    retired: bool | None = None,
    after: UUID | None = None,
    limit: int = EVERYTHING,
) -> tuple[Benefit, ...]:
    """
    The benefits of an employer, those that are retired too unless asked otherwise.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    actor.require_employer(employer_id)
    rows = models.Benefit.objects.filter(employer_id=employer_id)
    if category is not None:
        rows = rows.filter(category=category)
    if retired is not None:
        rows = rows.filter(retired=retired)
    return tuple(benefit_value(row) for row in _page(rows, after, limit))


def list_plan_years(
    *,
    actor: Actor,
    employer_id: UUID,
    on: dt.date | None = None,
    after: UUID | None = None,
    limit: int = EVERYTHING,
) -> tuple[PlanYear, ...]:
    """
    The plan years of an employer, or the one that contains a day.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    actor.require_employer(employer_id)
    rows = models.PlanYear.objects.filter(employer_id=employer_id)
    if on is not None:
        rows = rows.filter(starts_on__lte=on, ends_on__gte=on)
    return tuple(plan_year_value(row) for row in _page(rows, after, limit))


def list_options(
    *,
    actor: Actor,
    plan_year_id: UUID,
    status: PlanStatus | None = None,
    benefit_id: UUID | None = None,
    after: UUID | None = None,
    limit: int = EVERYTHING,
) -> tuple[DefinedOption, ...]:
    """
    The options of a plan year, drafts too; employees see those that can be chosen.

    Raises:
        PlanYearNotFound: if the actor can see no such plan year.
    """
    year = actor.scope(models.PlanYear.objects.all()).filter(pk=plan_year_id).first()
    if year is None:
        raise PlanYearNotFound(plan_year_id)
    rows = models.PlanOption.objects.filter(plan__plan_year=year)
    if status is not None:
        rows = rows.filter(plan__status=status)
    if actor.role is Role.EMPLOYEE:
        rows = rows.filter(plan__status=PlanStatus.PUBLISHED)
    if benefit_id is not None:
        rows = rows.filter(plan__benefit_id=benefit_id)
    page = _page(with_rates(rows).prefetch_related("plan__contributions"), after, limit)
    catalogue = catalogue_of(page)
    return tuple(
        DefinedOption(
            offer=offer_of(row, priced),
            status=PlanStatus(row.plan.status),
            closed_to_new_on=row.closed_to_new_on,
        )
        for row, priced in catalogue.all_on(year.starts_on)
    )


def defined_option(option_id: UUID) -> DefinedOption:
    """
    One option that is known to be there.
    """
    row = models.PlanOption.objects.select_related("plan").get(pk=option_id)
    return DefinedOption(
        offer=offer_value(option_id),
        status=PlanStatus(row.plan.status),
        closed_to_new_on=row.closed_to_new_on,
    )


def list_windows(
    *,
    actor: Actor,
    employer_id: UUID,
    plan_year_id: UUID | None = None,
    kind: str | None = None,
    after: UUID | None = None,
    limit: int = EVERYTHING,
) -> tuple[Window, ...]:
    """
    The windows of an employer, open or not.

    Raises:
        TenantForbidden: unless the actor acts for the employer.
    """
    actor.require_employer(employer_id)
    rows = models.EnrolmentWindow.objects.filter(employer_id=employer_id)
    if plan_year_id is not None:
        rows = rows.filter(plan_year_id=plan_year_id)
    if kind is not None:
        rows = rows.filter(kind=kind)
    return tuple(window_value(row) for row in _page(rows, after, limit))


def _page(rows: "QuerySet[Any]", after: UUID | None, limit: int) -> "QuerySet[Any]":
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return rows.order_by("pk")[:limit]
