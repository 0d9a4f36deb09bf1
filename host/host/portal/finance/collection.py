"""
What is collected through the gateway, which outcome is not known, and what waits for a decision?
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing_app import api as billing
from domain_kit.actor import Actor
from domain_kit.money import Money
from host.portal.access import address, command, employer_of, for_role, needs
from host.portal.finance import forms
from host.portal.finance.decisions import decision
from host.portal.finance.frame import READERS, framed, id_asked, invoice_of, today
from host.portal.finance.invoice_commands import say_outcome
from host.portal.finance.newest import newest
from host.portal.finance.owed import open_invoices
from host.portal.forms import CommandForm
from host.portal.posting import form_for, typed

# How many late invoices, open attempts and alerts a page shows at once.
FEW = 20


@for_role(*READERS)
@needs("billing_app", "list_attempts", "list_alerts")
def collection(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Late invoices, attempts whose outcome is open, alerts, and all attempts page by page.
    """
    employer = employer_of(request, actor)
    context = framed(request, actor, employer)
    try:
        billing.account_for(actor=actor, employer_id=employer.id)
    except billing.AccountNotFound:
        return redirect(address(request, "finance"))
    after = id_asked(request, "after")
    page = newest(billing.list_attempts, actor, employer.id, after=after)
    owed = open_invoices(actor, employer)
    late = [each for each in owed if each.due_on < context["today"]]
    flying = billing.list_attempts(actor=actor, employer_id=employer.id, in_flight=True, limit=FEW)
    alerts = billing.list_alerts(actor=actor, employer_id=employer.id, limit=FEW)
    context |= {
        "late": late[:FEW],
        "numbers": {each.id: each.number for each in owed},
        "rest": max(len(late) - FEW, 0),
        "attempts": page.rows,
        "next": page.after,
        "after": after,
        "flying": flying,
        "alerts": [decision(each) for each in alerts],
        "form": _forms(request, late[:FEW], flying, alerts),
    }
    return render(request, "portal/finance/collection.html", context)


def _forms(request: HttpRequest, late: Any, flying: Any, alerts: Any) -> dict[str, Any]:
    def form(kind: Any, to: str, *about: UUID, **initial: Any) -> Any:
        return form_for(request, kind, reverse(to, args=about), initial=initial)

    in_flight = {each.invoice_id for each in flying}
    found: dict[str, Any] = {
        "collect": {
            each.id: form(forms.CollectForm, "collect-late", each.id)
            for each in late
            if each.id not in in_flight
        },
        "close": {
            each.id: form(forms.CloseAttemptForm, "close-attempt", attempt_id=each.id)
            for each in flying
        },
        "resolve": {each.id: form(CommandForm, "resolve-alert", each.id) for each in alerts},
    }
    if flying:
        found["reconcile"] = form(forms.ReconcileForm, "reconcile")
    if late and hasattr(billing, "advance_dunning"):
        found["remind"] = form(forms.RemindForm, "remind")
    return found


@for_role(*READERS)
@needs("billing_app", "collect", "list_attempts")
@command("collection")
def collect_late(request: HttpRequest, *, actor: Actor, invoice_id: UUID) -> HttpResponse:
    """
    Ask the gateway for what is due on an invoice of the list.
    """
    form = typed(request, forms.CollectForm)
    _shown, employer = invoice_of(actor, invoice_id)
    attempt = billing.collect(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        invoice_id=invoice_id,
        paid_on=today(employer),
    )
    say_outcome(request, attempt)
    return redirect(address(request, "collection"))


@for_role(*READERS)
@needs("billing_app", "reconcile_attempts")
@command("collection")
def reconcile(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Ask the gateway now about each attempt whose outcome is open.
    """
    employer = employer_of(request, actor)
    typed(request, forms.ReconcileForm)
    ended = billing.reconcile_attempts(
        actor=actor, employer_id=employer.id, received_on=today(employer)
    )
    known = [each for each in ended if each.status in ("succeeded", "declined", "unavailable")]
    text = ngettext(
        "The gateway was asked: the outcome of %(number)s try is known now.",
        "The gateway was asked: the outcome of %(number)s tries is known now.",
        len(known),
    )
    messages.info(request, text % {"number": len(known)})
    return redirect(address(request, "collection"))


@for_role(*READERS)
@needs("billing_app", "close_attempt")
@command("collection")
def close(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    End an attempt that the gateway never answers about, as somebody found out.
    """
    employer = employer_of(request, actor)
    form = typed(request, forms.CloseAttemptForm)
    attempt_id = form.cleaned_data["attempt_id"]
    collected: Money | None = None
    if form.cleaned_data["outcome"] == "collected":
        flying = billing.list_attempts(
            actor=actor, employer_id=employer.id, in_flight=True, limit=1_000
        )
        collected = next((each.amount for each in flying if each.id == attempt_id), None)
        if collected is None:
            raise billing.AttemptDecided(attempt_id, "")
    billing.close_attempt(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        attempt_id=attempt_id,
        reason=form.cleaned_data["reason"],
        collected=collected,
        received_on=form.cleaned_data["received_on"] if collected else None,
    )
    messages.success(
        request,
        _("Closed: the money is recorded.") if collected else _("Closed: nothing was collected."),
    )
    return redirect(address(request, "collection"))


@for_role(*READERS)
@needs("billing_app", "advance_dunning")
@command("collection")
def remind(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Send the reminders that are due today.
    """
    employer = employer_of(request, actor)
    form = typed(request, forms.RemindForm)
    steps = billing.advance_dunning(
        actor=actor, idempotency_key=form.cleaned_data["key"], employer_id=employer.id
    )
    if not steps:
        messages.info(request, _("No reminder is due today."))
    for step in steps:
        told = {"name": step.name, "number": step.number, "mail": step.mailed_to or _("nobody")}
        messages.success(request, _("%(name)s for %(number)s, mailed to %(mail)s.") % told)
    return redirect(address(request, "collection"))
