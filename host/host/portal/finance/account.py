"""
Is an employer billed at all, and what waits for somebody's decision?
"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from billing_app import api as billing
from domain_kit.actor import Actor, Role
from host.portal.access import address, command, employer_of, for_role
from host.portal.forms import AccountForm, CommandForm


@for_role(Role.FINANCE, Role.OPERATOR)
@command("finance")
def open_one(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Open the employer's account: from then on its people can enrol.
    """
    employer = employer_of(request, actor)
    form = AccountForm(request.POST)
    if not form.is_valid():
        messages.error(
            request,
            "Fill in who bills, a currency such as GBP, and the days; then press Open again.",
        )
        return redirect(address(request, "finance"))
    opened = billing.open_account(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        employer_id=employer.id,
        legal_entity=form.cleaned_data["legal_entity"],
        currency=form.cleaned_data["currency"],
        terms_days=form.cleaned_data["terms_days"],
        time_zone=employer.time_zone,
    )
    messages.success(request, f"{employer.name} is billed in {opened.currency} from now on.")
    return redirect(address(request, "finance"))


@for_role(Role.FINANCE, Role.OPERATOR)
@command("finance")
def release(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Go on with billing that somebody held, or that a run has parked.
    """
    employer = employer_of(request, actor)
    form = CommandForm(request.POST)
    if not hasattr(billing, "release_account"):
        raise Http404
    if not form.is_valid():
        messages.error(request, "The page was incomplete. Press Release again.")
        return redirect(address(request, "finance"))
    billing.release_account(
        actor=actor, idempotency_key=form.cleaned_data["key"], employer_id=employer.id
    )
    messages.success(request, f"Billing of {employer.name} goes on.")
    return redirect(address(request, "finance"))


@for_role(Role.FINANCE, Role.OPERATOR)
@command("finance")
def resolve(request: HttpRequest, *, actor: Actor, alert_id: UUID) -> HttpResponse:
    """
    Note that somebody has seen to an alert.
    """
    form = CommandForm(request.POST)
    if not hasattr(billing, "resolve_alert"):
        raise Http404
    if not form.is_valid():
        messages.error(request, "The page was incomplete. Press Done again.")
        return redirect(address(request, "finance"))
    billing.resolve_alert(actor=actor, idempotency_key=form.cleaned_data["key"], alert_id=alert_id)
    messages.success(request, "Noted that you have seen to it.")
    return redirect(address(request, "finance"))
