"""
One payment: what it pays, what is left of it, and what can be done with that.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from billing_app import api as billing
from domain_kit.actor import Actor
from domain_kit.money import Money
from host.directory.models import Employer
from host.portal.access import command, for_role, needs
from host.portal.finance import forms
from host.portal.finance.frame import READERS, framed, today
from host.portal.finance.owed import open_invoices
from host.portal.finance.releases import HEAD
from host.portal.posting import form_for, typed
from host.portal.templatetags.shown import NONE, money


@for_role(*READERS)
@needs("billing_app", "get_payment")
def payment(request: HttpRequest, *, actor: Actor, payment_id: UUID) -> HttpResponse:
    """
    A payment and its allocations.
    """
    receipt, employer = _found(actor, payment_id)
    candidates = open_invoices(actor, employer)
    context = framed(request, actor, employer) | {
        "receipt": receipt,
        "invoices": _numbers(actor, receipt),
        "form": _forms(request, receipt, candidates, employer),
        "note": receipt.method == "credit-note",
    }
    return render(request, "portal/finance/payment.html", context)


def _found(actor: Actor, payment_id: UUID) -> "tuple[billing.Receipt, Employer]":
    try:
        receipt = billing.get_payment(actor=actor, payment_id=payment_id)
    except billing.PaymentNotFound as exc:
        raise Http404 from exc
    return receipt, Employer.objects.get(pk=receipt.employer_id)


def _numbers(actor: Actor, receipt: Any) -> dict[UUID, str]:
    """
    What the invoices of some allocations are called; a payment is for few.
    """
    ids = {each.invoice_id for each in receipt.allocations}
    return {
        each: billing.get_invoice(actor=actor, invoice_id=each, **HEAD).number or NONE
        for each in sorted(ids)[:5]
    }


def _forms(
    request: HttpRequest, receipt: Any, candidates: Any, employer: Employer
) -> dict[str, Any]:
    def form(kind: Any, to: str, initial: dict[str, Any], **options: Any) -> Any:
        address = reverse(to, args=[receipt.id])
        return form_for(request, kind, address, initial=initial, **options)

    found: dict[str, Any] = {
        "back": {
            each.id: form(forms.TakeBackForm, "unallocate", {"allocation_id": each.id})
            for each in receipt.allocations
            if each.reversed_at is None
        }
    }
    if receipt.reversed_at is not None:
        return found
    if receipt.unallocated and candidates:
        found["allocate"] = form(forms.AllocateForm, "allocate", {}, invoices=candidates)
    if receipt.unallocated and hasattr(billing, "refund"):
        found["refund"] = form(forms.RefundForm, "refund", {"paid_on": today(employer)})
    if receipt.method != "credit-note":
        found["reverse"] = form(forms.ReverseForm, "reverse-payment", {})
    return found


@for_role(*READERS)
@needs("billing_app", "allocate")
@command("payment", "payment_id")
def allocate(request: HttpRequest, *, actor: Actor, payment_id: UUID) -> HttpResponse:
    """
    Some of a payment belongs to an invoice.
    """
    receipt, employer = _found(actor, payment_id)
    form = typed(request, forms.AllocateForm, invoices=open_invoices(actor, employer))
    some = form.cleaned_data["amount"]
    made = billing.allocate(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        payment_id=payment_id,
        invoice_id=UUID(form.cleaned_data["invoice_id"]),
        amount=None if some is None else Money.of(some, receipt.amount.currency),
    )
    messages.success(request, _("%(amount)s pays the invoice.") % {"amount": money(made.amount)})
    return redirect("payment", payment_id=payment_id)


@for_role(*READERS)
@needs("billing_app", "unallocate")
@command("payment", "payment_id")
def unallocate(request: HttpRequest, *, actor: Actor, payment_id: UUID) -> HttpResponse:
    """
    Some of a payment does not belong to an invoice after all.
    """
    form = typed(request, forms.TakeBackForm)
    left = billing.unallocate(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        allocation_id=form.cleaned_data["allocation_id"],
    )
    messages.success(
        request, _("Taken back; %(left)s to allocate.") % {"left": money(left.unallocated)}
    )
    return redirect("payment", payment_id=payment_id)


@for_role(*READERS)
@needs("billing_app", "reverse_payment")
@command("payment", "payment_id")
def reverse_one(request: HttpRequest, *, actor: Actor, payment_id: UUID) -> HttpResponse:
    """
    The bank took the money back: what it paid is due again.
    """
    form = typed(request, forms.ReverseForm)
    gone = billing.reverse_payment(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        payment_id=payment_id,
        reason=form.cleaned_data["reason"],
    )
    messages.success(
        request,
        _("%(amount)s is taken back; what it paid is due again.") % {"amount": money(gone.amount)},
    )
    return redirect("payment", payment_id=payment_id)


@for_role(*READERS)
@needs("billing_app", "refund")
@command("payment", "payment_id")
def refund(request: HttpRequest, *, actor: Actor, payment_id: UUID) -> HttpResponse:
    """
    Give back what of a payment belongs to no invoice, the way it came.
    """
    receipt, _employer = _found(actor, payment_id)
    form = typed(request, forms.RefundForm)
    some = form.cleaned_data["amount"]
    made = billing.refund(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        payment_id=payment_id,
        reason=form.cleaned_data["reason"],
        paid_on=form.cleaned_data["paid_on"],
        amount=None if some is None else Money.of(some, receipt.amount.currency),
        reference=form.cleaned_data["reference"],
    )
    say_refunds(request, [made])
    return redirect("payment", payment_id=payment_id)


def say_refunds(request: HttpRequest, made: Any) -> None:
    """
    What became of refunds.
    """
    for each in made:
        told = {"amount": money(each.amount)}
        if each.status == "succeeded":
            messages.success(request, _("%(amount)s is paid out.") % told)
        elif each.status in ("declined", "unavailable"):
            messages.error(request, _("%(amount)s was not paid out; it is credit still.") % told)
        else:
            messages.warning(request, _("It is not known yet whether %(amount)s was paid.") % told)
