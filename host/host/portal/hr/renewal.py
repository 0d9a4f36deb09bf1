"""
How does a plan year go on in the next one?
"""

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from benefits_app import api as benefits
from domain_kit.actor import Actor
from domain_kit.periods import Period
from host.portal.access import command, for_role, needs
from host.portal.hr.plan_forms import RenewForm
from host.portal.hr.year import PlanYearPage, label_of, page_of
from host.portal.hr.years import HR, NEEDED
from host.portal.posting import form_for, typed

_DAY = dt.timedelta(days=1)


@for_role(*HR)
@needs("benefits_app", *NEEDED, since="2.3.0")
def renew(request: HttpRequest, *, actor: Actor, year_id: UUID) -> HttpResponse:
    """
    The days of the next year, and what becomes of each option.
    """
    found = page_of(actor, year_id)
    first = found.year.period.end or found.year.period.start
    form = form_for(
        request,
        RenewForm,
        reverse("renew-now", args=[year_id]),
        initial={"first": first, "last": first.replace(year=first.year + 1) - _DAY},
        options=_options(found),
    )
    return render(request, "portal/hr/renew.html", {"found": found, "form": form})


@for_role(*HR)
@needs("benefits_app", *NEEDED, since="2.3.0")
@command("renew-year", "year_id")
def renew_now(request: HttpRequest, *, actor: Actor, year_id: UUID) -> HttpResponse:
    """
    Copy the year as drafts.
    """
    found = page_of(actor, year_id)
    form = typed(request, RenewForm, options=_options(found))
    made = benefits.renew_plan_year(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        plan_year_id=year_id,
        period=Period.inclusive(form.cleaned_data["first"], form.cleaned_data["last"]),
        mapping=[
            benefits.OptionMapping(option_id=UUID(option), becomes=UUID(into))
            for option, into in form.becomes.items()
        ],
        time_zone=found.employer.time_zone,
    )
    messages.success(
        request, _("The next year is a draft, at this year's prices. Set its own, then publish it.")
    )
    return redirect("plan-year", year_id=made.id)


def _options(found: PlanYearPage) -> list[tuple[str, str]]:
    return [(str(each.offer.option_id), label_of(each)) for each in found.options]
