"""
The second person's page: what is asked for, by whom, and its approval.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.portal.access import for_role
from host.portal.forms import CommandForm
from host.portal.hr import give
from host.portal.hr.four_eyes import Asked, asked_in
from host.portal.hr.story import Known, cover_of, known
from host.portal.posting import form_for
from host.telemetry.context import note_refusal

HR = (Role.HR, Role.OPERATOR)


class ApproveForm(CommandForm):
    """
    Yes, this was right.
    """

    asked = forms.CharField(widget=forms.HiddenInput, max_length=20_000)


@for_role(*HR)
def second(request: HttpRequest, *, actor: Actor, number: int) -> HttpResponse:
    """
    What is asked for; posted, it is done.
    """
    person = known(actor, number)
    signed = request.POST.get("asked") or request.GET.get("asked", "")
    asked = asked_in(signed, number)
    if asked is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        refusal = _refusal(actor, person, asked)
        if not refusal:
            messages.success(request, _("Approved and done."))
            return redirect("person", number=number)
    context = {
        "known": person,
        "asked": asked,
        "what": _described(actor, person, asked),
        "own": asked.by == actor.id,
        "refusal": refusal,
        "form": form_for(
            request, ApproveForm, reverse("second-person", args=[number]), initial={"asked": signed}
        ),
    }
    return render(request, "portal/hr/second.html", context, status=409 if refusal else 200)


def _refusal(actor: Actor, person: Known, asked: Asked) -> str:
    if asked.by == actor.id:
        note_refusal("same-person")
        return _("You have asked for it yourself. Somebody else has to approve it.")
    try:
        _do(actor, person, asked)
    except enrolments.EnrolmentsError as exc:
        note_refusal(exc.code)
        return str(exc)
    return ""


def _do(actor: Actor, person: Known, asked: Asked) -> None:
    if asked.command == "give":
        give.carry_out(actor, person, asked)
        return
    assert asked.enrolment_id is not None
    cover_of(actor, person, asked.enrolment_id)
    told: dict[str, Any] = {
        "actor": actor,
        "idempotency_key": asked.key,
        "enrolment_id": asked.enrolment_id,
        "reason": asked.reason,
        "override_reason": asked.reason,
    }
    if asked.command == "end":
        enrolments.unenrol(**told, ends_on=asked.day("ends_on"))
    elif asked.command == "withdraw-end":
        enrolments.withdraw_end(**told)
    elif asked.command == "reinstate":
        enrolments.reinstate(**told)


def _described(actor: Actor, person: Known, asked: Asked) -> Any:
    """
    The cover it is about, or the election it would make.
    """
    if asked.command == "give":
        return give.previewed_for(actor, person, asked)
    assert asked.enrolment_id is not None
    return cover_of(actor, person, asked.enrolment_id)
