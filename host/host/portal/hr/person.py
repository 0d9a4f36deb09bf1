"""
What is one person's whole story?
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.portal.access import for_role
from host.portal.employee.forms import DependantForm
from host.portal.forms import CommandForm
from host.portal.hr import timeline
from host.portal.hr.forms import BackForm, EndCoverForm, EndDependantForm, ReasonForm
from host.portal.hr.listing import standing_of
from host.portal.hr.story import Cover, Known, known, story_of
from host.portal.posting import form_for

# What HR may do to cover, by how it stands; where the release has the command.
_OFFERED = {
    "ahead": ("end-cover", "cancel-cover"),
    "active": ("end-cover",),
    "ended": ("end-cover",),
    "cancelled": ("reinstate-cover",),
    "reversed": ("reinstate-cover",),
}
_KINDS: dict[str, type[CommandForm]] = {
    "end-cover": EndCoverForm,
    "withdraw-end": BackForm,
    "reinstate-cover": BackForm,
}
_NEEDS = {
    "end-cover": "unenrol",
    "cancel-cover": "cancel",
    "reinstate-cover": "reinstate",
    "withdraw-end": "withdraw_end",
}


@for_role(Role.HR, Role.OPERATOR)
def person(request: HttpRequest, *, actor: Actor, number: int) -> HttpResponse:
    """
    Employments, cover, household, events, and what may be done about each.
    """
    found = known(actor, number)
    story = story_of(actor, found)
    context = {
        "known": found,
        "story": story,
        "standing": standing_of(found.row, found.today) if found.here else "left",
        "picture": timeline.drawn(found, story.covers),
        "rows": [{"cover": each, "forms": _forms(request, found, each)} for each in story.covers],
        "household": [_member(request, found, each) for each in story.dependants],
        "add": _addition(request, found),
        "chooses": hasattr(enrolments, "preview_change") and found.here,
    }
    return render(request, "portal/hr/person.html", context)


def _member(request: HttpRequest, known: Known, named: Any) -> dict[str, Any]:
    """
    Somebody of the household, and the form that ends it.
    """
    to = reverse("end-of-household", args=[known.number, named.id])
    initial = {"ends_on": named.ends_on or known.today, "change_cover": True}
    return {"one": named, "end": form_for(request, EndDependantForm, to, initial=initial)}


def _addition(request: HttpRequest, known: Known) -> CommandForm | None:
    if not known.here or not hasattr(enrolments, "add_dependant"):
        return None
    to = reverse("add-to-household", args=[known.number])
    return form_for(request, DependantForm, to, initial={})


def _forms(request: HttpRequest, known: Known, cover: Cover) -> dict[str, Any]:
    """
    The forms about one cover, by the name of their command.
    """
    names = list(_OFFERED[cover.state])
    stopped = cover.state in ("active", "ended") and str(cover.enrolment.status) == "terminated"
    if stopped or (cover.state == "ahead" and str(cover.enrolment.status) == "terminated"):
        names.append("withdraw-end")
    forms = {}
    for name in names:
        if not hasattr(enrolments, _NEEDS[name]):
            continue
        to = reverse(name, args=[known.number, cover.enrolment.id])
        kind = _KINDS.get(name, ReasonForm)
        initial = (
            {"ends_on": cover.enrolment.ends_on or known.today} if kind is EndCoverForm else {}
        )
        forms[name.replace("-", "_")] = form_for(request, kind, to, initial=initial)
    return forms
