"""
What do I have, and what may I choose?
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.adapters import electing
from host.directory.days import today_in
from host.directory.models import Employee
from host.portal.access import command, for_role
from host.portal.employee.choices import choices
from host.portal.forms import EndForm, EnrolForm
from host.portal.posting import form_for, typed

# Older releases cannot move an end that is set.
MOVES_ENDS = hasattr(enrolments, "withdraw_end")


def _person(actor: Actor) -> Employee:
    found = Employee.objects.select_related("employer").filter(pk=actor.employee_id or 0).first()
    if found is None:
        raise Http404
    return found


def today_of(person: Employee) -> dt.date:
    """
    The date where the person's employer is.
    """
    return today_in(person.employer.time_zone)


@for_role(Role.EMPLOYEE)
def my_benefits(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    My cover today and from a later date, and what is on offer.
    """
    person = _person(actor)
    today = today_of(person)
    first_of_next = (today.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    mine = enrolments.list_enrolments(
        actor=actor, employer_id=person.employer_id, employee_id=person.pk
    )
    open_or_future = [e for e in mine if e.coverage and (not e.ends_on or e.ends_on >= today)]
    taken = {e.benefit_id for e in open_or_future}
    offered = choices(actor, person, first_of_next)
    context: dict[str, Any] = {
        "person": person,
        "today": today,
        "current": [
            {
                "enrolment": e,
                "may_end": MOVES_ENDS or not e.ends_on,
                "form": form_for(
                    request,
                    EndForm,
                    reverse("end-enrolment", args=[e.id]),
                    initial={"ends_on": first_of_next - dt.timedelta(days=1)},
                ),
            }
            for e in open_or_future
        ],
        "past": [e for e in mine if e not in open_or_future],
        "spent": [e.monthly for e in open_or_future if e.coverage and e.coverage.contains(today)],
        "zone": person.employer.time_zone,
        "closed": bool(offered) and not any(choice.open for choice in offered),
        "offers": [
            {
                "choice": choice,
                "form": form_for(
                    request,
                    EnrolForm,
                    reverse("enrol"),
                    initial={"option_id": choice.offer.option_id, "starts_on": first_of_next},
                ),
            }
            for choice in offered
            if choice.offer.benefit_id not in taken
        ],
    }
    return render(request, "portal/employee/mine.html", context)


@for_role(Role.EMPLOYEE)
@command("my-benefits")
def enrol(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Choose an option.
    """
    form = typed(request, EnrolForm)
    made = electing.enrol(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        employee_id=_person(actor).pk,
        option_id=form.cleaned_data["option_id"],
        starts_on=form.cleaned_data["starts_on"],
    )
    messages.success(request, f"You have {made.label} from {made.starts_on:%-d %B %Y}.")
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
    messages.success(request, f"{ended.label} ends after {ended.ends_on:%-d %B %Y}.")
    return redirect("my-benefits")
