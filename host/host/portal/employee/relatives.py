"""
Who is my family here, and how do I name, correct or end somebody?
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.portal.access import command, for_role, needs
from host.portal.employee.forms import RELATIONSHIPS, DependantForm, LeavesFamilyForm
from host.portal.employee.person import Me, family, me
from host.portal.forms import CommandForm
from host.portal.posting import form_for, typed
from host.portal.templatetags.shown import day

NEEDED = ("add_dependant", "list_dependants", "end_dependant")


@for_role(Role.EMPLOYEE)
@needs("enrolments_app", *NEEDED, since="2.1.0")
def show(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Everybody I have named, those of before too.
    """
    person = me(actor)
    rows = [_row(request, person, each) for each in family(person)]
    context = {
        "person": person,
        "rows": [each for each in rows if not each["is_over"]],
        "before": [each for each in rows if each["is_over"]],
        "form": form_for(request, DependantForm, reverse("add-dependant"), initial={}),
    }
    return render(request, "portal/employee/family.html", context)


def _row(request: HttpRequest, person: Me, named: Any) -> dict[str, Any]:
    over = named.ends_on is not None and named.ends_on < person.today
    end_to = reverse("end-dependant", args=[named.id])
    keep_to = reverse("keep-dependant", args=[named.id])
    correct_to = reverse("correct-dependant", args=[named.id])
    told = {name: getattr(named, name) for name in ("name", "relationship", "born_on", "disabled")}
    return {
        "one": named,
        "relationship": dict(RELATIONSHIPS).get(named.relationship, named.relationship),
        "is_over": over,
        "end": form_for(request, LeavesFamilyForm, end_to, initial={"ends_on": person.today}),
        "keep": form_for(request, CommandForm, keep_to, initial={}) if named.ends_on else None,
        "correct": form_for(request, DependantForm, correct_to, initial=told)
        if hasattr(enrolments, "correct_dependant") and not over
        else None,
    }


@for_role(Role.EMPLOYEE)
@command("family")
@needs("enrolments_app", *NEEDED, since="2.1.0")
def add(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Name somebody: a child from its birth on, others from today on.
    """
    person = me(actor)
    form = typed(request, DependantForm)
    told = form.cleaned_data
    named = enrolments.add_dependant(
        actor=actor,
        idempotency_key=told["key"],
        employee_id=str(person.id),
        # The same person however often this form is sent.
        key=f"own-{told['key'][:90]}",
        name=told["name"],
        relationship=told["relationship"],
        born_on=told["born_on"],
        disabled=told["disabled"],
        starts_on=_first_day(person, told),
    )
    messages.success(
        request,
        _("%(name)s is in your family here. Covering somebody is a choice of its own.")
        % {"name": named.name},
    )
    return redirect("family")


@for_role(Role.EMPLOYEE)
@command("family")
@needs("enrolments_app", *NEEDED, since="2.1.0")
def end(request: HttpRequest, *, actor: Actor, dependant_id: UUID) -> HttpResponse:
    """
    Somebody is no dependant of mine after a day.
    """
    form = typed(request, LeavesFamilyForm)
    ended = enrolments.end_dependant(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        dependant_id=dependant_id,
        ends_on=form.cleaned_data["ends_on"],
        reason=form.cleaned_data["reason"],
        change_cover=form.cleaned_data["change_cover"],
    )
    messages.success(
        request,
        _("%(name)s is in your family here until %(day)s.")
        % {"name": ended.name, "day": day(ended.ends_on)},
    )
    return redirect("family")


@for_role(Role.EMPLOYEE)
@command("family")
@needs("enrolments_app", "withdraw_dependant_end", since="2.1.0")
def keep(request: HttpRequest, *, actor: Actor, dependant_id: UUID) -> HttpResponse:
    """
    Take back an end.
    """
    form = typed(request, CommandForm)
    kept = enrolments.withdraw_dependant_end(
        actor=actor, idempotency_key=form.cleaned_data["key"], dependant_id=dependant_id
    )
    messages.success(request, _("%(name)s stays in your family here.") % {"name": kept.name})
    return redirect("family")


@for_role(Role.EMPLOYEE)
@command("family")
@needs("enrolments_app", "correct_dependant", since="3.2.0")
def correct(request: HttpRequest, *, actor: Actor, dependant_id: UUID) -> HttpResponse:
    """
    Put right what was written wrongly.
    """
    form = typed(request, DependantForm)
    told = form.cleaned_data
    named = enrolments.correct_dependant(
        actor=actor,
        idempotency_key=told["key"],
        dependant_id=dependant_id,
        name=told["name"],
        relationship=told["relationship"],
        born_on=told["born_on"],
        disabled=told["disabled"],
    )
    messages.success(request, _("%(name)s is corrected.") % {"name": named.name})
    return redirect("family")


def _first_day(person: Me, told: dict[str, Any]) -> dt.date:
    """
    A child belongs to the family from its birth on; of others nobody is asked since when.
    """
    born: dt.date = told["born_on"]
    return born if told["relationship"] == "child" else person.today
