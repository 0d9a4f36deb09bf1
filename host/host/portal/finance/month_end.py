"""
The end of a month: what would a run bill, what has it billed, and how far is it?
"""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from billing_app import api as billing
from domain_kit.actor import Actor
from host.directory.models import Employer
from host.portal.access import address, command, employer_of, for_role, needs
from host.portal.finance import forms
from host.portal.finance.costs import costs
from host.portal.finance.frame import READERS, framed, today
from host.portal.finance.people import names_of
from host.portal.forms import CommandForm
from host.portal.posting import form_for, typed
from host.portal.templatetags.shown import money, month

RUNS = 10
LINES = 12


@for_role(*READERS)
def month_end(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    The costs of a year, the runs so far, and, for the month that is asked for, what a run would do.
    """
    employer = employer_of(request, actor)
    try:
        account = billing.account_for(actor=actor, employer_id=employer.id)
    except billing.AccountNotFound:
        return redirect(address(request, "finance"))
    asked = _month(request)
    wanted = asked or today(employer).replace(day=1)
    preview = _preview(actor, employer, asked) if asked else None
    planned = preview["told"].month_total if preview else None
    context = framed(request, actor, employer) | {
        "account": account,
        "month": wanted,
        "has_preview": hasattr(billing, "preview_billing"),
        "preview": preview,
        "costs": costs(actor, employer, wanted, planned=planned),
        "form": _forms(request, account, wanted, shown=asked is not None),
        **_runs(actor, employer),
    }
    return render(request, "portal/finance/month_end.html", context)


def _month(request: HttpRequest) -> dt.date | None:
    field = forms.MonthField(required=False)
    if not request.GET.get("month"):
        return None
    try:
        return field.clean(request.GET["month"])
    except ValidationError as exc:
        messages.error(request, " ".join(exc.messages))
        return None


def _preview(actor: Actor, employer: Employer, asked: dt.date) -> dict[str, Any] | None:
    if not hasattr(billing, "preview_billing"):
        return None
    told = billing.preview_billing(actor=actor, employer_id=employer.id, month=asked, limit=LINES)
    names = names_of(line.employee_id for line in told.lines)
    lines = [{"line": each, "name": names.get(str(each.employee_id), "")} for each in told.lines]
    return {"told": told, "lines": lines, "rest": told.charges - len(lines)}


def _forms(request: HttpRequest, account: Any, wanted: dt.date, *, shown: bool) -> dict[str, Any]:
    kind = forms.RunShownForm if shown else forms.RunForm
    initial = {"month": f"{wanted:%Y-%m}"} | ({"shown": "yes"} if shown else {})
    found: dict[str, Any] = {
        "run": form_for(request, kind, reverse("run-billing"), initial=initial)
    }
    if hasattr(billing, "hold_account"):
        if account.hold_reason:
            to, hold = reverse("release-account"), CommandForm
            found["release"] = form_for(request, hold, to, initial={})
        else:
            to = reverse("hold-account")
            found["hold"] = form_for(request, forms.HoldForm, to, initial={})
    return found


def _runs(actor: Actor, employer: Employer) -> dict[str, Any]:
    if not hasattr(billing, "list_runs"):
        return {"runs": (), "running": False}
    runs = billing.list_runs(actor=actor, employer_id=employer.id, limit=RUNS)
    return {"runs": runs, "running": any(each.status == "running" for each in runs)}


@for_role(*READERS)
@needs("billing_app", "list_runs")
def runs(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    The runs alone: a page that shows a running one asks for this every two seconds.
    """
    employer = employer_of(request, actor)
    context = {"employer": employer, "zone": employer.time_zone, **_runs(actor, employer)}
    return render(request, "portal/finance/parts/runs.html", context)


@for_role(*READERS)
@command("month-end")
def run(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Bill a month.
    """
    employer = employer_of(request, actor)
    shown = request.POST.get("shown") == "yes"
    form = typed(request, forms.RunShownForm if shown else forms.RunForm)
    drafted = billing.run_billing(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        employer_id=employer.id,
        month=form.cleaned_data["month"],
        issued_on=today(employer),
    )
    if drafted is None:
        told = {"month": month(form.cleaned_data["month"])}
        messages.info(request, _("Nothing to invoice for %(month)s.") % told)
        return redirect(address(request, "month-end"))
    messages.success(
        request, _("Drafted an invoice of %(total)s.") % {"total": money(drafted.total)}
    )
    return redirect("invoice", invoice_id=drafted.id)
