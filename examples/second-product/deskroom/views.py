"""
What does the front desk see and press?
"""

import datetime as dt
import secrets
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from billing_app import api as billing
from deskroom import services
from deskroom.adapters import balance
from deskroom.models import Company
from domain_kit.actor import Actor, Role
from domain_kit.errors import DomainError
from domain_kit.money import Money


def _actor(request: HttpRequest, company: Company) -> Actor:
    """
    Who does it, for which customer: billing shows and does nothing for any other.
    """
    return Actor(
        id=request.user.get_username(), role=Role.FINANCE, employer_ids=frozenset({company.id})
    )


@login_required
def companies(request: HttpRequest) -> HttpResponse:
    """
    Every customer.
    """
    return render(
        request, "deskroom/companies.html", {"companies": Company.objects.order_by("name")}
    )


@login_required
def company(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """
    A customer's desks, wallet and invoices.
    """
    shown = get_object_or_404(Company, pk=company_id)
    context = {
        "company": shown,
        "desks": shown.desks.all(),
        "wallet": Money(minor=balance(shown.id), currency="EUR"),
        "invoices": billing.list_invoices(
            actor=_actor(request, shown), employer_id=shown.id, limit=50
        ),
        "month": f"{timezone.localdate():%Y-%m}",
        "key": secrets.token_urlsafe(8),
    }
    return render(request, "deskroom/company.html", context)


@login_required
@require_POST
def bill(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """
    Bill a month.
    """
    shown = get_object_or_404(Company, pk=company_id)
    try:
        month = dt.date.fromisoformat(f"{request.POST.get('month', '')}-01")
        sent = services.bill_month(
            shown.id, month, actor=_actor(request, shown), key=request.POST.get("key", "")
        )
    except ValueError:
        messages.error(request, "Write the month as 2027-02.")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        said = f"Invoice {sent.number} asks for {sent.total}." if sent else "Nothing to bill."
        messages.success(request, said)
    return redirect("company", company_id=company_id)


@login_required
@require_POST
def collect(request: HttpRequest, company_id: UUID, invoice_id: UUID) -> HttpResponse:
    """
    Take an invoice's money from the wallet.
    """
    shown = get_object_or_404(Company, pk=company_id)
    try:
        attempt = services.collect(
            invoice_id,
            on=timezone.localdate(),
            actor=_actor(request, shown),
            key=request.POST.get("key", ""),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{attempt.amount}: {attempt.status} {attempt.detail}")
    return redirect("company", company_id=company_id)
