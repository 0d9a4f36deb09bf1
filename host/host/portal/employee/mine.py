"""
What do I have today and later, what does it cost me, and what can I do now?
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.adapters import electing
from host.portal.access import command, for_role, needs
from host.portal.employee import basket, covers, events, options, waived
from host.portal.employee.choices import choices
from host.portal.employee.forms import WHY_NOT
from host.portal.employee.pay import next_pay
from host.portal.employee.person import Me, me
from host.portal.employee.windows import open_windows
from host.portal.forms import CommandForm, EndForm, EnrolForm
from host.portal.posting import form_for, typed
from host.portal.templatetags.shown import day


@for_role(Role.EMPLOYEE)
def my_benefits(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    My cover today and from a later date, and what waits for me.
    """
    person = me(actor)
    windows = open_windows(person)
    mine = covers.mine(person)
    years = frozenset(each.plan_year_id for each in windows)
    found = covers.covers(person, mine, years=years)
    shown = {each.enrolment.id for each in found}
    context: dict[str, Any] = {
        "person": person,
        "windows": windows,
        "covers": [_row(request, person, each) for each in found],
        "now": sum(each.is_now for each in found),
        "sums": covers.sums(found),
        "pay": next_pay(person),
        "past": [each for each in mine if each.id not in shown],
        "drafts": basket.drafts(person),
        "waivers": _waivers(request, person),
        "events": [
            each
            for each in events.claims(person)
            if each.usable or str(each.claim.state) == "pending"
        ],
        "compares": hasattr(enrolments, "save_draft"),
        "offers": () if hasattr(enrolments, "save_draft") else _offers(request, person, found),
    }
    return render(request, "portal/employee/mine.html", context)


def _row(request: HttpRequest, person: Me, cover: covers.Cover) -> dict[str, Any]:
    end_to = reverse("end-enrolment", args=[cover.enrolment.id])
    keep_to = reverse("keep-enrolment", args=[cover.enrolment.id])
    last = person.today.replace(day=1) if cover.state == "soon" else person.first_of_next
    kept = cover.state == "ending" and cover.may_end and covers.MOVES_ENDS
    return {
        "cover": cover,
        "end": form_for(
            request, EndForm, end_to, initial={"ends_on": max(last, cover.enrolment.starts_on)}
        ),
        "keep": form_for(request, CommandForm, keep_to, initial={}) if kept else None,
    }


def _waivers(request: HttpRequest, person: Me) -> list[dict[str, Any]]:
    found = waived.waivers(person)
    if not found:
        return []
    reasons, names = dict(WHY_NOT), options.names(person)
    return [
        {
            "waiver": each,
            "name": names.get(each.benefit_id, _("A benefit")),
            "reason": reasons.get(str(each.reason), ""),
            "form": form_for(request, CommandForm, reverse("unwaive", args=[each.id]), initial={}),
        }
        for each in found
        if each.ends_on is None or each.ends_on >= person.today
    ]


def _offers(
    request: HttpRequest, person: Me, found: tuple[covers.Cover, ...]
) -> list[dict[str, Any]]:
    """
    What is on offer where the installed release knows no baskets: one form an option.
    """
    taken = {each.enrolment.benefit_id for each in found}
    return [
        {
            "choice": each,
            "form": form_for(
                request,
                EnrolForm,
                reverse("enrol"),
                initial={"option_id": each.offer.option_id, "starts_on": person.first_of_next},
            ),
        }
        for each in choices(person, person.first_of_next)
        if each.offer.benefit_id not in taken
    ]


@for_role(Role.EMPLOYEE)
@command("my-benefits")
def enrol(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Choose an option without a basket.
    """
    form = typed(request, EnrolForm)
    made = electing.enrol(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        employee_id=me(actor).id,
        option_id=form.cleaned_data["option_id"],
        starts_on=form.cleaned_data["starts_on"],
    )
    messages.success(
        request,
        _("You have %(label)s from %(day)s.") % {"label": made.label, "day": day(made.starts_on)},
    )
    return redirect("my-benefits")


@for_role(Role.EMPLOYEE)
@command("my-benefits")
def end(request: HttpRequest, *, actor: Actor, enrolment_id: UUID) -> HttpResponse:
    """
    Give an option up after a last day.
    """
    form = typed(request, EndForm)
    ended = enrolments.unenrol(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        enrolment_id=enrolment_id,
        ends_on=form.cleaned_data["ends_on"],
        reason="by the employee",
    )
    messages.success(
        request,
        _("%(label)s ends after %(day)s.") % {"label": ended.label, "day": day(ended.ends_on)},
    )
    return redirect("my-benefits")


@for_role(Role.EMPLOYEE)
@command("my-benefits")
@needs("enrolments_app", "withdraw_end", since="2.2.0")
def keep(request: HttpRequest, *, actor: Actor, enrolment_id: UUID) -> HttpResponse:
    """
    Take back an end that was set.
    """
    form = typed(request, CommandForm)
    kept = enrolments.withdraw_end(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        enrolment_id=enrolment_id,
        reason="by the employee",
    )
    messages.success(request, _("%(label)s goes on.") % {"label": kept.label})
    return redirect("my-benefits")
