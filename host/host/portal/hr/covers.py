"""
What does HR change of somebody's cover?
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.portal.access import command, for_role, needs
from host.portal.hr.forms import BackForm, EndCoverForm, ReasonForm
from host.portal.hr.four_eyes import ask
from host.portal.hr.story import cover_of, known
from host.portal.posting import typed
from host.portal.templatetags.shown import day

HR = (Role.HR, Role.OPERATOR)


@for_role(*HR)
@command("person", "number")
def end(request: HttpRequest, *, actor: Actor, number: int, enrolment_id: UUID) -> HttpResponse:
    """
    End somebody's cover after a last day, or move the end it has.
    """
    person = known(actor, number)
    cover_of(actor, person, enrolment_id)
    form = typed(request, EndCoverForm)
    if form.cleaned_data.get("ask"):
        return ask(request, actor, person, "end", form, enrolment_id)
    ended = enrolments.unenrol(**_told(actor, enrolment_id, form, "ends_on"))
    said = _("%(what)s of %(who)s ends after %(day)s.")
    return _done(request, person, said % _named(person, ended))


@for_role(*HR)
@needs("enrolments_app", "withdraw_end", since="2.1")
@command("person", "number")
def withdraw_end(
    request: HttpRequest, *, actor: Actor, number: int, enrolment_id: UUID
) -> HttpResponse:
    """
    Take the end of a cover back.
    """
    person = known(actor, number)
    cover_of(actor, person, enrolment_id)
    form = typed(request, BackForm)
    if form.cleaned_data.get("ask"):
        return ask(request, actor, person, "withdraw-end", form, enrolment_id)
    goes_on = enrolments.withdraw_end(**_told(actor, enrolment_id, form))
    said = _("%(what)s of %(who)s goes on until %(day)s.")
    return _done(request, person, said % _named(person, goes_on))


@for_role(*HR)
@command("person", "number")
def cancel(request: HttpRequest, *, actor: Actor, number: int, enrolment_id: UUID) -> HttpResponse:
    """
    Undo cover that has not begun.
    """
    person = known(actor, number)
    cover_of(actor, person, enrolment_id)
    form = typed(request, ReasonForm)
    gone = enrolments.cancel(**_told(actor, enrolment_id, form))
    said = _("%(what)s of %(who)s will not begin.")
    return _done(request, person, said % _named(person, gone))


@for_role(*HR)
@needs("enrolments_app", "reinstate", since="2.1")
@command("person", "number")
def reinstate(
    request: HttpRequest, *, actor: Actor, number: int, enrolment_id: UUID
) -> HttpResponse:
    """
    Give cover again that was undone.
    """
    person = known(actor, number)
    cover_of(actor, person, enrolment_id)
    form = typed(request, BackForm)
    if form.cleaned_data.get("ask"):
        return ask(request, actor, person, "reinstate", form, enrolment_id)
    again = enrolments.reinstate(**_told(actor, enrolment_id, form))
    said = _("%(what)s of %(who)s is in force again.")
    return _done(request, person, said % _named(person, again))


def _told(actor: Actor, enrolment_id: UUID, form: Any, *more: str) -> dict[str, Any]:
    told = {name: form.cleaned_data[name] for name in ("reason", *more)}
    key = form.cleaned_data["key"]
    return {"actor": actor, "idempotency_key": key, "enrolment_id": enrolment_id, **told}


def _named(person: Any, enrolment: Any) -> dict[str, str]:
    return {"what": enrolment.label, "who": person.row.name, "day": day(enrolment.ends_on)}


def _done(request: HttpRequest, person: Any, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("person", number=person.row.pk)
