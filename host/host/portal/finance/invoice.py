"""
One invoice: who is billed for what, what was paid, and what can be done with it.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from billing_app import api as billing
from domain_kit.actor import Actor
from host.portal.access import for_role
from host.portal.finance import books, forms, paper
from host.portal.finance.frame import READERS, framed, id_asked, invoice_of
from host.portal.posting import form_for


@for_role(*READERS)
def invoice(request: HttpRequest, *, actor: Actor, invoice_id: UUID) -> HttpResponse:
    """
    One invoice, some of its lines at a time.
    """
    shown, employer = invoice_of(actor, invoice_id)
    after, named = id_asked(request, "after"), request.GET.get("person", "").strip()
    read = paper.paper(actor, shown, after=after, named=named)
    context = framed(request, actor, employer) | {
        "invoice": shown,
        "account": billing.account_for(actor=actor, employer_id=employer.id),
        "paper": read,
        "named": named,
        "after": after,
        "owed": books.is_owed(shown),
        "placed": paper.placed_on(actor, shown),
        "notes": paper.notes_of(actor, shown),
        "attempts": paper.attempts_of(actor, shown),
        "has_csv": hasattr(billing, "invoice_csv"),
        "has_pdf": hasattr(billing, "invoice_pdf"),
        "has_credit": hasattr(billing, "issue_credit_note"),
    }
    context["late_days"] = (context["today"] - shown.due_on).days if context["owed"] else 0
    context["form"] = _forms(request, shown, context)
    return render(request, "portal/finance/invoice.html", context)


def _forms(request: HttpRequest, shown: billing.Invoice, context: dict[str, Any]) -> dict[str, Any]:
    """
    The commands that the invoice's status allows, by name.
    """

    def form(kind: Any, to: str, **initial: Any) -> Any:
        return form_for(request, kind, reverse(to, args=[shown.id]), initial=initial)

    found: dict[str, Any] = {}
    if shown.status == "draft":
        found["send"] = form(forms.SendForm, "send-invoice")
    if context["owed"]:
        found["pay"] = form(
            forms.PaymentForm,
            "record-payment",
            amount=shown.due.amount,
            received_on=context["today"],
        )
        if hasattr(billing, "collect"):
            found["collect"] = form(forms.CollectForm, "collect-invoice")
        if hasattr(billing, "mark_uncollectible"):
            found["uncollectible"] = form(forms.UncollectibleForm, "mark-uncollectible")
    if shown.status in ("draft", "open", "sent", "uncollectible") and not shown.paid:
        found["void"] = form(forms.VoidForm, "void-invoice")
    if context["placed"]:
        found["back"] = {
            each.allocation.id: form(
                forms.TakeBackForm, "take-back", allocation_id=each.allocation.id
            )
            for each in context["placed"]
            if each.allocation.reversed_at is None
        }
    return found
