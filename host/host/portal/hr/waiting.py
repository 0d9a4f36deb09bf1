"""
What waits for HR: life events to decide, insurers' answers to write down, events nobody used?
"""

import dataclasses
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
from host.directory.days import today_in
from host.directory.models import Employer
from host.portal.access import address, command, employer_of, for_role, needs
from host.portal.forms import CommandForm
from host.portal.hr.forms import AnswerForm, DecideForm
from host.portal.hr.names import event_names, names_of
from host.portal.posting import form_for, typed

HR = (Role.HR, Role.OPERATOR)
MOST = 50
_NEEDS = ("list_life_events", "list_evidence_requests")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    Something that waits, about whom, and the form that decides it, if there is one.
    """

    about: Any
    name: str
    kind: str = ""
    form: CommandForm | None = None


@for_role(*HR)
@needs("enrolments_app", *_NEEDS, since="2.2")
def waiting(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    The oldest first, fifty of each.
    """
    employer = employer_of(request, actor)
    today = today_in(employer.time_zone)
    told = {"actor": actor, "employer_id": employer.id, "limit": MOST}
    claims = enrolments.list_life_events(**told, state=enrolments.ClaimState.PENDING)
    approved = enrolments.list_life_events(**told, state=enrolments.ClaimState.APPROVED)
    requests = enrolments.list_evidence_requests(**told, state=enrolments.EvidenceState.PENDING)
    about = (*claims, *approved, *requests)
    names = names_of(employer, [each.employee_id for each in about])
    kinds = event_names(actor, employer.id)
    context = {
        "employer": employer,
        "employers": actor.scope(Employer.objects.all(), "id"),
        "claims": [_row(each, names, kinds, form=_decision(request, each)) for each in claims],
        "unused": [_row(each, names, kinds) for each in _unused(actor, employer, approved, today)],
        "requests": [
            _row(each, names, kinds, form=_answer(request, each, today)) for each in requests
        ],
        "most": MOST,
    }
    return render(request, "portal/hr/waiting.html", context)


def _row(about: Any, names: dict[str, str], kinds: dict[str, str], **more: Any) -> Row:
    number = str(about.employee_id)
    code = getattr(about, "kind", "")
    return Row(about=about, name=names.get(number, number), kind=kinds.get(code, code), **more)


def _decision(request: HttpRequest, claim: Any) -> CommandForm:
    return form_for(
        request,
        DecideForm,
        reverse("decide-event", args=[claim.id]),
        initial={"chosen_on": ""},
        days=claim.allowed_on,
    )


def _answer(request: HttpRequest, asked: Any, today: dt.date) -> CommandForm:
    to = reverse("answer-evidence", args=[asked.id])
    return form_for(request, AnswerForm, to, initial={"effective_on": today})


def _unused(actor: Actor, employer: Employer, approved: Any, today: dt.date) -> list[Any]:
    """
    Approved events under which nothing was chosen yet, those that are over in the last month too:
    elections that are overdue.
    """
    lately = today - dt.timedelta(days=31)
    open_ones = [each for each in approved if each.usable_until and each.usable_until >= lately]
    if not open_ones:
        return []
    used = {
        each.claim_id
        for each in enrolments.list_batches(
            actor=actor,
            employer_id=employer.id,
            state=enrolments.BatchState.SUBMITTED,
            limit=1_000,
        )
    }
    return [each for each in open_ones if each.id not in used]


@for_role(*HR)
@needs("enrolments_app", *_NEEDS, since="2.2")
@command("waiting")
def decide(request: HttpRequest, *, actor: Actor, claim_id: UUID) -> HttpResponse:
    """
    Approve or refuse a life event.
    """
    claim = enrolments.get_life_event(actor=actor, claim_id=claim_id)
    form = typed(request, DecideForm, days=claim.allowed_on)
    told = form.cleaned_data
    enrolments.decide_life_event(
        actor=actor,
        idempotency_key=told["key"],
        claim_id=claim_id,
        approve=told["decision"] == "approve",
        chosen_on=told["chosen_on"],
        reason=told["reason"],
    )
    messages.success(
        request,
        _("Approved: the choice is open for 30 days.")
        if told["decision"] == "approve"
        else _("Refused. It may be reported again."),
    )
    return redirect(address(request, "waiting"))


@for_role(*HR)
@needs("enrolments_app", *_NEEDS, since="2.2")
@command("waiting")
def answer(request: HttpRequest, *, actor: Actor, evidence_id: UUID) -> HttpResponse:
    """
    Write down what the insurer said.
    """
    enrolments.get_evidence_request(actor=actor, evidence_id=evidence_id)
    form = typed(request, AnswerForm)
    told = form.cleaned_data
    enrolments.record_evidence_outcome(
        actor=actor,
        idempotency_key=told["key"],
        evidence_id=evidence_id,
        outcome=told["outcome"],
        effective_on=told["effective_on"],
        reason=told["reason"],
    )
    messages.success(request, _("The insurer's answer is written down."))
    return redirect(address(request, "waiting"))
