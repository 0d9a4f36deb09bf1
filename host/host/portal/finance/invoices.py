"""
What is owed, and was it paid?
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from billing_app import api as billing
from domain_kit.actor import Actor
from host.directory.models import Employer
from host.portal.access import employer_of, for_role
from host.portal.finance import books
from host.portal.finance.frame import READERS, framed, id_asked
from host.portal.forms import AccountForm, CommandForm
from host.portal.posting import form_for


@for_role(*READERS)
def invoices(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    An employer's account: how it stands, and its invoices page by page. Without an account, how to
    open one.
    """
    employer = employer_of(request, actor)
    context = framed(request, actor, employer)
    try:
        account = billing.account_for(actor=actor, employer_id=employer.id)
    except billing.AccountNotFound:
        return _without(request, context)
    after, status = id_asked(request, "after"), request.GET.get("status", "")
    if status and status not in books.statuses():
        raise Http404
    page = books.invoices(actor, employer.id, after, status)
    context |= {
        "account": account,
        "invoices": page.rows,
        "next": page.after,
        "after": after,
        "status": status,
        "statuses": books.statuses(),
        "sums": books.sums(actor, account),
        "alerts": _alerts(actor, employer),
        "release": _release(request, account),
        "has_statement": hasattr(billing, "statement"),
    }
    return render(request, "portal/finance/invoices.html", context)


def _without(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    form = form_for(request, AccountForm, reverse("open-account"), initial={})
    return render(request, "portal/finance/no_account.html", context | {"form": form})


def _alerts(actor: Actor, employer: Employer) -> int:
    if not hasattr(billing, "list_alerts"):
        return 0
    return len(billing.list_alerts(actor=actor, employer_id=employer.id))


def _release(request: HttpRequest, account: billing.Account) -> CommandForm | None:
    if not getattr(account, "hold_reason", "") or not hasattr(billing, "release_account"):
        return None
    return form_for(request, CommandForm, reverse("release-account"), initial={})
