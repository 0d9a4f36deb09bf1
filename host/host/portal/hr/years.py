"""
Which benefits and plan years has an employer, and how is a new one begun?
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from benefits_app import api as benefits
from domain_kit.actor import Actor, Role
from domain_kit.periods import Period
from host.directory.days import today_in
from host.directory.models import Employer
from host.portal.access import address, command, employer_of, for_role, needs
from host.portal.hr.plan_forms import BenefitForm, PlanYearForm
from host.portal.posting import form_for, typed

HR = (Role.HR, Role.OPERATOR)
NEEDED = ("list_plan_years", "list_options", "list_windows", "list_benefits", "renew_plan_year")
_DAY = dt.timedelta(days=1)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """
    A plan year, and whether it goes on, is over or is to come.
    """

    year: Any
    state: str


@for_role(*HR)
@needs("benefits_app", *NEEDED, since="2.3.0")
def plans(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    The plan years, the newest first, and what is offered.
    """
    employer = employer_of(request, actor)
    today = today_in(employer.time_zone)
    years = newest_first(actor, employer)
    first = years[0].period.end if years and years[0].period.end else today.replace(month=1, day=1)
    context = {
        "employer": employer,
        "employers": actor.scope(Employer.objects.all(), "id"),
        "years": [YearRow(year=each, state=_state(each, today)) for each in years],
        "benefits": benefits.list_benefits(actor=actor, employer_id=employer.id),
        "benefit_form": form_for(request, BenefitForm, reverse("define-benefit"), initial={}),
        "year_form": form_for(
            request,
            PlanYearForm,
            reverse("define-year"),
            initial={"first": first, "last": first.replace(year=first.year + 1) - _DAY},
        ),
    }
    return render(request, "portal/hr/plans.html", context)


def newest_first(actor: Actor, employer: Employer) -> Sequence[Any]:
    """
    An employer's plan years.
    """
    found = benefits.list_plan_years(actor=actor, employer_id=employer.id)
    return sorted(found, key=lambda each: each.period.start, reverse=True)


def _state(year: Any, today: dt.date) -> str:
    if year.period.contains(today):
        return "active"
    return "ahead" if year.period.start > today else "ended"


@for_role(*HR)
@needs("benefits_app", *NEEDED, since="2.3.0")
@command("plans")
def define_benefit(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Something new to offer.
    """
    employer = employer_of(request, actor)
    told = typed(request, BenefitForm).cleaned_data
    made = benefits.define_benefit(
        actor=actor,
        idempotency_key=told["key"],
        employer_id=employer.id,
        code=told["code"],
        name=told["name"],
        category=benefits.Category(told["category"]),
        funding=benefits.Funding(told["funding"]),
    )
    said = _("%(name)s is defined. Give it options in a plan year.") % {"name": made.name}
    messages.success(request, said)
    return redirect(address(request, "plans"))


@for_role(*HR)
@needs("benefits_app", *NEEDED, since="2.3.0")
@command("plans")
def define_year(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    A plan year from nothing; the next of one there is comes from the renewal.
    """
    employer = employer_of(request, actor)
    told = typed(request, PlanYearForm).cleaned_data
    made = benefits.define_plan_year(
        actor=actor,
        idempotency_key=told["key"],
        employer_id=employer.id,
        period=Period.inclusive(told["first"], told["last"]),
        time_zone=employer.time_zone,
    )
    messages.success(request, _("The plan year is a draft: nobody can choose yet."))
    return redirect("plan-year", year_id=made.id)
