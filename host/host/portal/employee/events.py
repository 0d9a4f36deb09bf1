"""
What has happened in my life, what does it let me change, and until when?
"""

import dataclasses
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from benefits_app import api as benefits
from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.portal.access import command, for_role, needs
from host.portal.employee.forms import LifeEventForm
from host.portal.employee.person import Me, me
from host.portal.posting import form_for, typed


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """
    A claim of mine with the name of its kind; `usable`: I may choose by it today.
    """

    claim: Any
    name: str
    usable: bool


@for_role(Role.EMPLOYEE)
@needs("enrolments_app", "report_life_event", since="2.1.0")
@needs("benefits_app", "list_life_event_kinds", since="2.1.0")
def life_events(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    What I reported and what became of it, and the form to report something new.
    """
    person = me(actor)
    kinds = _kinds(person)
    context = {
        "person": person,
        "events": claims(person, {each.code: each.name for each in kinds}),
        "kinds": [each for each in kinds if each.self_service],
        "form": form_for(
            request,
            LifeEventForm,
            reverse("report-life-event"),
            initial={"event_on": person.today},
            kinds=_choices(kinds),
        ),
    }
    return render(request, "portal/employee/life_events.html", context)


@for_role(Role.EMPLOYEE)
@command("life-events")
@needs("enrolments_app", "report_life_event", since="2.1.0")
def report(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Report an event; HR looks at it, unless nobody has to.
    """
    person = me(actor)
    form = typed(request, LifeEventForm, kinds=_choices(_kinds(person)))
    enrolments.report_life_event(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        employee_id=str(person.id),
        kind=form.cleaned_data["kind"],
        event_on=form.cleaned_data["event_on"],
        evidence=form.cleaned_data["evidence"],
    )
    messages.success(request, _("HR will look at it. You find here what it lets you change."))
    return redirect("life-events")


def claims(person: Me, names: dict[str, str] | None = None) -> tuple[Event, ...]:
    """
    What I reported, the newest first; none where the installed release knows no life events.
    """
    if not hasattr(enrolments, "list_life_events"):
        return ()
    found = enrolments.list_life_events(
        actor=person.actor, employer_id=person.employer_id, employee_id=person.id
    )
    known = names or ({each.code: each.name for each in _kinds(person)} if found else {})
    return tuple(
        Event(
            claim=each,
            name=known.get(each.kind, each.kind),
            usable=bool(each.open_days)
            and (each.usable_until is None or person.today <= each.usable_until),
        )
        for each in reversed(found)
    )


def _kinds(person: Me) -> tuple[Any, ...]:
    if not hasattr(benefits, "list_life_event_kinds"):
        return ()
    return tuple(
        each.kind
        for each in benefits.list_life_event_kinds(
            actor=person.actor, employer_id=person.employer_id
        )
    )


def _choices(kinds: tuple[Any, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((each.code, each.name) for each in kinds if each.self_service)
