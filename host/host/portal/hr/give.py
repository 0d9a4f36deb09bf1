"""
How does HR enrol somebody, or change what they have?
"""

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.portal.access import command, for_role, needs
from host.portal.forms import FIRST, LAST
from host.portal.hr.choosing import (
    ElectForm,
    ElectionFields,
    household_of,
    offers_on,
    previewed,
)
from host.portal.hr.four_eyes import Asked, ask
from host.portal.hr.story import Known, cover_of, known
from host.portal.posting import form_for, typed, was_refused
from host.portal.templatetags.shown import day

HR = (Role.HR, Role.OPERATOR)
_NEEDS = ("preview_change", "change_option")


@for_role(*HR)
@needs("enrolments_app", *_NEEDS, since="3.0")
def give(request: HttpRequest, *, actor: Actor, number: int) -> HttpResponse:
    """
    Choose an option, see what it would change, and do it.
    """
    person = known(actor, number)
    refused = was_refused(request)
    told = refused.data if isinstance(refused, ElectForm) else request.GET
    on = _day(told, person)
    options = {
        "offers": offers_on(actor, person, on),
        "household": household_of(actor, person, on),
    }
    asked = "option_id" in told
    choice = ElectionFields(
        told if asked else None, initial={"starts_on": on}, auto_id="choose_%s", **options
    )
    context: dict[str, Any] = {"known": person, "on": on, "choice": choice, **options}
    if asked and choice.is_valid():
        election = choice.election(person)
        context |= {"found": (found := previewed(actor, election)), "election": election}
        if found.preview is not None:
            preview = found.preview
            initial = choice.cleaned_data | {
                "quote_hash": preview.quote_hash,
                "replaces": preview.replaces_id,
            }
            to = reverse("give-cover-now", args=[number])
            form = form_for(request, ElectForm, to, initial=initial, **options)
            form.agree_to(preview)
            context["form"] = form
    return render(request, "portal/hr/give.html", context)


@for_role(*HR)
@needs("enrolments_app", *_NEEDS, since="3.0")
@command("give-cover", "number")
def give_now(request: HttpRequest, *, actor: Actor, number: int) -> HttpResponse:
    """
    Carry an election out at the price that was shown.
    """
    person = known(actor, number)
    on = _day(request.POST, person)
    form = typed(
        request,
        ElectForm,
        offers=offers_on(actor, person, on),
        household=household_of(actor, person, on),
    )
    if form.cleaned_data.get("ask"):
        return ask(request, actor, person, "give", form)
    made = _elect(actor, form, person)
    messages.success(
        request,
        _("%(who)s has %(what)s from %(day)s.")
        % {"who": person.row.name, "what": made.label, "day": day(made.starts_on)},
    )
    return redirect("person", number=number)


def _elect(actor: Actor, form: ElectForm, person: Known) -> Any:
    told = form.cleaned_data
    election = dataclasses.replace(form.election(person), quote_hash=told["quote_hash"])
    return _carry_out(
        actor, person, election, key=told["key"], replaces=told["replaces"], reason=told["reason"]
    )


def _carry_out(
    actor: Actor,
    person: Known,
    election: Any,
    *,
    key: str,
    replaces: UUID | None,
    reason: str,
    **override: str,
) -> Any:
    """
    A change of the cover there was on that day, or else new cover.
    """
    if replaces is None:
        return enrolments.enrol(actor=actor, idempotency_key=key, election=election, **override)
    cover_of(actor, person, replaces)
    return enrolments.change_option(
        actor=actor,
        idempotency_key=key,
        enrolment_id=replaces,
        option_id=election.option_id,
        starts_on=election.starts_on,
        dependants=election.dependants,
        cover=election.cover,
        quote_hash=election.quote_hash,
        reason=reason,
        **override,
    )


def carry_out(actor: Actor, person: Known, asked: Asked) -> Any:
    """
    What a second person has approved, at the price of now.
    """
    replaces = asked.values["replaces"]
    return _carry_out(
        actor,
        person,
        _asked_election(actor, person, asked),
        key=asked.key,
        replaces=UUID(replaces) if replaces else None,
        reason=asked.reason,
        override_reason=asked.reason,
    )


def previewed_for(actor: Actor, person: Known, asked: Asked) -> Any:
    """
    What it would do, for the second person to look at.
    """
    return previewed(actor, _asked_election(actor, person, asked))


def _asked_election(actor: Actor, person: Known, asked: Asked) -> Any:
    """
    Raises:
        Http404: if it is not on offer any more.
    """
    on = asked.day("starts_on")
    form = ElectionFields(
        {**asked.values, "cover": asked.values["cover"] or ""},
        offers=offers_on(actor, person, on),
        household=household_of(actor, person, on),
    )
    if not form.is_valid():
        raise Http404
    return form.election(person)


def _day(told: QueryDict, person: Known) -> dt.date:
    """
    The day that is asked for, or the first of the next month.
    """
    try:
        on = dt.date.fromisoformat(told.get("starts_on", ""))
    except ValueError:
        on = FIRST
    if FIRST < on <= LAST:
        return on
    later = max(person.today, person.newest.period.start)
    return (later.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
