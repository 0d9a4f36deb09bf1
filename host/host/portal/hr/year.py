"""
One plan year: its options and prices, who pays, when people may choose, and its publication.
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from benefits_app import api as benefits
from domain_kit.actor import Actor
from domain_kit.money import Money
from host.directory.models import Employer
from host.portal.access import for_role, needs
from host.portal.forms import CommandForm
from host.portal.hr.plan_forms import (
    ContributionsForm,
    ExtendForm,
    OptionForm,
    RatesForm,
    WindowForm,
)
from host.portal.hr.years import HR, NEEDED
from host.portal.posting import form_for

AGES = (25, 40, 60)
_WEEKS = dt.timedelta(days=28)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """
    A draft option, and what somebody alone would cost at each of AGES and how much of it the
    employer would pay, or why there is no price.
    """

    label: str
    prices: tuple[tuple[Money | None, Money | None], ...]
    refusal: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PlanYearPage:
    """
    A plan year with its employer, its options by benefit, and its windows.
    """

    year: Any
    employer: Employer
    options: Sequence[Any]
    windows: Sequence[Any]

    @property
    def drafts(self) -> list[Any]:
        """
        The options that nobody can choose yet.
        """
        return [each for each in self.options if str(each.status) == "draft"]


def page_of(actor: Actor, year_id: UUID) -> PlanYearPage:
    """
    A plan year of one of the actor's employers.

    Raises:
        Http404: if it is nobody's of theirs.
    """
    try:
        options = benefits.list_options(actor=actor, plan_year_id=year_id)
    except benefits.PlanYearNotFound as exc:
        raise Http404 from exc
    for employer in actor.scope(Employer.objects.all(), "id"):
        years = benefits.list_plan_years(actor=actor, employer_id=employer.id)
        found = next((each for each in years if each.id == year_id), None)
        if found is not None:
            return PlanYearPage(
                year=found,
                employer=employer,
                options=sorted(options, key=_by_name),
                windows=benefits.list_windows(
                    actor=actor, employer_id=employer.id, plan_year_id=year_id
                ),
            )
    raise Http404


def _by_name(option: Any) -> tuple[str, str]:
    return option.offer.benefit_name, option.offer.option_name


@for_role(*HR)
@needs("benefits_app", *NEEDED, since="2.3.0")
def plan_year(request: HttpRequest, *, actor: Actor, year_id: UUID) -> HttpResponse:
    """
    The year, and a form for each thing that can still be set.
    """
    found = page_of(actor, year_id)
    year, drafts = found.year, found.drafts
    context = {
        "found": found,
        "ages": AGES,
        "priced": _priced(actor, found) if drafts else [],
        "windows": [
            {
                "window": each,
                "form": form_for(
                    request,
                    ExtendForm,
                    reverse("extend-window", args=[year_id, each.id]),
                    initial={"closes_on": each.closes_on},
                ),
            }
            for each in found.windows
        ],
        "forms": _forms(request, actor, found),
        "publish": form_for(
            request, CommandForm, reverse("publish-year", args=[year_id]), initial={}
        )
        if drafts
        else None,
        "carry_over": form_for(
            request, CommandForm, reverse("carry-over", args=[year_id]), initial={}
        ),
        "year": year,
    }
    return render(request, "portal/hr/plan_year.html", context)


def _forms(request: HttpRequest, actor: Actor, found: PlanYearPage) -> dict[str, Any]:
    year, year_id = found.year, found.year.id
    every = benefits.list_benefits(actor=actor, employer_id=found.employer.id, retired=False)
    known = found.options[0].offer.monthly_price.currency if found.options else "GBP"
    drafts = [(str(each.offer.option_id), label_of(each)) for each in found.drafts]
    plans = {str(each.offer.plan_id): each.offer.benefit_name for each in found.drafts}
    forms: dict[str, Any] = {
        "option": form_for(
            request,
            OptionForm,
            reverse("define-option", args=[year_id]),
            initial={"currency": known},
            benefits=[(str(each.id), each.name) for each in every],
        ),
        "window": form_for(
            request,
            WindowForm,
            reverse("open-window", args=[year_id]),
            initial={
                "opens_on": year.period.start - 2 * _WEEKS,
                "closes_on": year.period.start - _WEEKS,
            },
        ),
    }
    if drafts:
        forms["rates"] = form_for(
            request,
            RatesForm,
            reverse("publish-rates", args=[year_id]),
            initial={"starts_on": year.period.start},
            options=drafts,
        )
        forms["contributions"] = form_for(
            request,
            ContributionsForm,
            reverse("define-contributions", args=[year_id]),
            initial={"percent": 100},
            plans=list(plans.items()),
        )
    return forms


def label_of(option: Any) -> str:
    """
    An option by its benefit's name and its own.
    """
    return f"{option.offer.benefit_name}, {option.offer.option_name}"


def _priced(actor: Actor, found: PlanYearPage) -> list[Priced]:
    start = found.year.period.start
    answers = [
        benefits.preview_rates(
            actor=actor,
            plan_year_id=found.year.id,
            people=(
                benefits.Person(
                    key="", relationship="self", born_on=start.replace(year=start.year - age, day=1)
                ),
            ),
        )
        for age in AGES
    ]
    drafts = sorted(found.drafts, key=lambda each: each.offer.option_id)
    rows = []
    for option, quotes in zip(drafts, zip(*answers, strict=True), strict=True):
        refused = next((str(each) for each in quotes if not hasattr(each, "total")), "")
        prices = tuple(
            (getattr(each, "total", None), getattr(each, "employer", None)) for each in quotes
        )
        rows.append(Priced(label=label_of(option), prices=prices, refusal=refused))
    return sorted(rows, key=lambda each: each.label)
