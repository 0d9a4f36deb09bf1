"""
What does HR set in a plan year?
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from benefits_app import api as benefits
from domain_kit.actor import Actor
from domain_kit.money import Money
from enrolments_app import api as enrolments
from host.portal.access import command, for_role, needs
from host.portal.forms import CommandForm
from host.portal.hr.plan_forms import (
    ContributionsForm,
    ExtendForm,
    OptionForm,
    RatesForm,
    WindowForm,
)
from host.portal.hr.year import label_of, page_of
from host.portal.hr.years import HR, NEEDED
from host.portal.posting import typed
from host.portal.templatetags.shown import day, percent


@for_role(*HR)
@needs("benefits_app", *NEEDED, since="2.3.0")
@command("plan-year", "year_id")
def option(request: HttpRequest, *, actor: Actor, year_id: UUID) -> HttpResponse:
    """
    An option at one price for everybody.
    """
    found = page_of(actor, year_id)
    every = benefits.list_benefits(actor=actor, employer_id=found.employer.id)
    form = typed(request, OptionForm, benefits=[(str(each.id), each.name) for each in every])
    told = form.cleaned_data
    made = benefits.define_option(
        actor=actor,
        idempotency_key=told["key"],
        benefit_id=UUID(told["benefit_id"]),
        plan_year_id=year_id,
        code=told["code"],
        name=told["name"],
        monthly_price=Money.of(told["price"], told["currency"]),
    )
    said = _("%(benefit)s, %(option)s is a draft of the year.")
    told = {"benefit": made.benefit_name, "option": made.option_name}
    return _done(request, year_id, said % told)


@for_role(*HR)
@needs("benefits_app", *NEEDED, since="2.3.0")
@command("plan-year", "year_id")
def rates(request: HttpRequest, *, actor: Actor, year_id: UUID) -> HttpResponse:
    """
    Prices by age.
    """
    found = page_of(actor, year_id)
    drafts = [(str(each.offer.option_id), label_of(each)) for each in found.drafts]
    told = typed(request, RatesForm, options=drafts).cleaned_data
    benefits.publish_rates(
        actor=actor,
        idempotency_key=told["key"],
        option_id=UUID(told["option_id"]),
        starts_on=told["starts_on"],
        bands=told["bands"],
        reason=told["reason"],
        basis=benefits.Basis(told["basis"]),
    )
    return _done(request, year_id, _("The prices are set. Look below at what people would pay."))


@for_role(*HR)
@needs("benefits_app", *NEEDED, since="2.3.0")
@command("plan-year", "year_id")
def contributions(request: HttpRequest, *, actor: Actor, year_id: UUID) -> HttpResponse:
    """
    Who pays.
    """
    found = page_of(actor, year_id)
    plans = {str(each.offer.plan_id): each.offer.benefit_name for each in found.drafts}
    told = typed(request, ContributionsForm, plans=list(plans.items())).cleaned_data
    rule = benefits.Contribution(kind=benefits.ContributionKind.PERCENT, percent=told["percent"])
    benefits.define_contributions(
        actor=actor,
        idempotency_key=told["key"],
        plan_id=UUID(told["plan_id"]),
        scheme=benefits.ContributionScheme(contributions=(rule,)),
    )
    said = _("The employer pays %(percent)s of %(benefit)s.")
    told = {"percent": percent(told["percent"] / 100), "benefit": plans[told["plan_id"]]}
    return _done(request, year_id, said % told)


@for_role(*HR)
@needs("benefits_app", *NEEDED, since="2.3.0")
@command("plan-year", "year_id")
def window(request: HttpRequest, *, actor: Actor, year_id: UUID) -> HttpResponse:
    """
    When people may choose.
    """
    page_of(actor, year_id)
    told = typed(request, WindowForm).cleaned_data
    benefits.open_window(
        actor=actor,
        idempotency_key=told["key"],
        plan_year_id=year_id,
        kind=told["kind"],
        opens_on=told["opens_on"],
        closes_on=told["closes_on"],
    )
    days = {"first": day(told["opens_on"]), "last": day(told["closes_on"])}
    return _done(request, year_id, _("People may choose from %(first)s to %(last)s.") % days)


@for_role(*HR)
@needs("benefits_app", *NEEDED, "extend_window", since="2.3.0")
@command("plan-year", "year_id")
def extend(request: HttpRequest, *, actor: Actor, year_id: UUID, window_id: UUID) -> HttpResponse:
    """
    Close a window later.
    """
    if window_id not in {each.id for each in page_of(actor, year_id).windows}:
        raise Http404
    told = typed(request, ExtendForm).cleaned_data
    benefits.extend_window(
        actor=actor,
        idempotency_key=told["key"],
        window_id=window_id,
        closes_on=told["closes_on"],
    )
    said = _("The window closes after %(day)s.") % {"day": day(told["closes_on"])}
    return _done(request, year_id, said)


@for_role(*HR)
@needs("benefits_app", *NEEDED, since="2.3.0")
@command("plan-year", "year_id")
def publish(request: HttpRequest, *, actor: Actor, year_id: UUID) -> HttpResponse:
    """
    From now on prices and terms stay, and the options can be chosen.
    """
    page_of(actor, year_id)
    form = typed(request, CommandForm)
    benefits.publish_plan_year(
        actor=actor, idempotency_key=form.cleaned_data["key"], plan_year_id=year_id
    )
    return _done(request, year_id, _("Published. What is offered can be chosen in a window."))


@for_role(*HR)
@needs("enrolments_app", "carry_over", since="3.0.0")
@needs("benefits_app", *NEEDED, since="2.3.0")
@command("plan-year", "year_id")
def carry_over(request: HttpRequest, *, actor: Actor, year_id: UUID) -> HttpResponse:
    """
    Take everybody whose option goes on over into the next year; again, it takes whoever is left.
    """
    found = page_of(actor, year_id)
    form = typed(request, CommandForm)
    run: Any = enrolments.carry_over(
        actor=actor,
        employer_id=found.employer.id,
        plan_year_id=year_id,
        starts_on=found.year.period.end,
        idempotency_key=form.cleaned_data["key"],
    )
    said = _("%(made)s covers go on in the next year, %(skipped)s do not.")
    return _done(request, year_id, said % {"made": run.made, "skipped": run.skipped})


def _done(request: HttpRequest, year_id: UUID, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("plan-year", year_id=year_id)
