"""
Is an employer billed at all, and what waits for somebody's decision?
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from billing_app import api as billing
from domain_kit.actor import Actor
from host.portal.access import address, command, employer_of, for_role, needs
from host.portal.finance import forms
from host.portal.finance.frame import READERS
from host.portal.forms import AccountForm, CommandForm
from host.portal.posting import typed


@for_role(*READERS)
@command("finance")
def open_one(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Open the employer's account: from then on its people can enrol.
    """
    employer = employer_of(request, actor)
    form = typed(request, AccountForm)
    opened = billing.open_account(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        employer_id=employer.id,
        legal_entity=form.cleaned_data["legal_entity"],
        currency=form.cleaned_data["currency"],
        terms_days=form.cleaned_data["terms_days"],
        time_zone=employer.time_zone,
    )
    told = {"employer": employer.name, "currency": opened.currency}
    messages.success(request, _("%(employer)s is billed in %(currency)s from now on.") % told)
    return redirect(address(request, "finance"))


@for_role(*READERS)
@needs("billing_app", "hold_account")
@command("month-end")
def hold(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Nothing is billed until somebody releases the account.
    """
    employer = employer_of(request, actor)
    form = typed(request, forms.HoldForm)
    billing.hold_account(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        employer_id=employer.id,
        reason=form.cleaned_data["reason"],
    )
    messages.success(request, _("Billing of %(name)s is on hold.") % {"name": employer.name})
    return redirect(address(request, "month-end"))


@for_role(*READERS)
@needs("billing_app", "release_account")
@command("finance")
def release(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Go on with billing that somebody held, or that a run has parked.
    """
    employer = employer_of(request, actor)
    form = typed(request, CommandForm)
    billing.release_account(
        actor=actor, idempotency_key=form.cleaned_data["key"], employer_id=employer.id
    )
    messages.success(request, _("Billing of %(name)s goes on.") % {"name": employer.name})
    return redirect(address(request, "finance"))


@for_role(*READERS)
@needs("billing_app", "resolve_alert")
@command("collection")
def resolve(request: HttpRequest, *, actor: Actor, alert_id: UUID) -> HttpResponse:
    """
    Note that somebody has seen to an alert.
    """
    form = typed(request, CommandForm)
    billing.resolve_alert(actor=actor, idempotency_key=form.cleaned_data["key"], alert_id=alert_id)
    messages.success(request, _("Noted that you have seen to it."))
    return redirect(address(request, "collection"))
