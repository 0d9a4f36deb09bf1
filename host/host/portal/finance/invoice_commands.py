"""
What finance does with an invoice: send it, collect it, record its money, take it back.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from billing_app import api as billing
from domain_kit.actor import Actor
from domain_kit.money import Money
from host.portal.access import command, for_role, needs
from host.portal.finance import forms
from host.portal.finance.frame import READERS, invoice_of, today
from host.portal.posting import typed
from host.portal.templatetags.shown import day, money


def _to(invoice_id: UUID) -> HttpResponse:
    return redirect("invoice", invoice_id=invoice_id)


@for_role(*READERS)
@command("invoice", "invoice_id")
def send(request: HttpRequest, *, actor: Actor, invoice_id: UUID) -> HttpResponse:
    """
    Number a draft and send it.
    """
    form = typed(request, forms.SendForm)
    sent = billing.send_invoice(
        actor=actor, idempotency_key=form.cleaned_data["key"], invoice_id=invoice_id
    )
    told = {"number": sent.number, "due": money(sent.due), "day": day(sent.due_on)}
    messages.success(request, _("Invoice %(number)s is sent; %(due)s due %(day)s.") % told)
    return _to(invoice_id)


@for_role(*READERS)
@command("invoice", "invoice_id")
def pay(request: HttpRequest, *, actor: Actor, invoice_id: UUID) -> HttpResponse:
    """
    Record money that came in for one invoice.
    """
    form = typed(request, forms.PaymentForm)
    shown, _employer = invoice_of(actor, invoice_id)
    paid = billing.apply_payment(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        invoice_id=invoice_id,
        amount=Money.of(form.cleaned_data["amount"], shown.total.currency),
        received_on=form.cleaned_data["received_on"],
        reference=form.cleaned_data["reference"],
    )
    messages.success(request, _("Recorded %(amount)s.") % {"amount": money(paid.amount)})
    if getattr(paid, "repeated_reference", False):
        messages.warning(
            request,
            _("An earlier payment has the reference %(reference)s as well: is it the same one?")
            % {"reference": paid.reference},
        )
    return _to(invoice_id)


@for_role(*READERS)
@command("invoice", "invoice_id")
def void(request: HttpRequest, *, actor: Actor, invoice_id: UUID) -> HttpResponse:
    """
    Void an invoice nothing was paid on; older releases call it cancelling.
    """
    form = typed(request, forms.VoidForm)
    voiding = getattr(billing, "void_invoice", None) or billing.cancel_invoice
    gone = voiding(actor=actor, idempotency_key=form.cleaned_data["key"], invoice_id=invoice_id)
    if gone.number:
        messages.success(request, _("Invoice %(number)s is void.") % {"number": gone.number})
    else:
        messages.success(request, _("The draft is void."))
    return _to(invoice_id)


@for_role(*READERS)
@needs("billing_app", "mark_uncollectible")
@command("invoice", "invoice_id")
def uncollectible(request: HttpRequest, *, actor: Actor, invoice_id: UUID) -> HttpResponse:
    """
    Give up what is due on an invoice.
    """
    form = typed(request, forms.UncollectibleForm)
    given = billing.mark_uncollectible(
        actor=actor, idempotency_key=form.cleaned_data["key"], invoice_id=invoice_id
    )
    messages.success(
        request,
        _("%(due)s of invoice %(number)s is given up; money that comes all the same is taken.")
        % {"due": money(given.due), "number": given.number},
    )
    return _to(invoice_id)


@for_role(*READERS)
@needs("billing_app", "collect")
@command("invoice", "invoice_id")
def collect(request: HttpRequest, *, actor: Actor, invoice_id: UUID) -> HttpResponse:
    """
    Ask the gateway for what is due, once.
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
    return _to(invoice_id)


def say_outcome(request: HttpRequest, attempt: "billing.PaymentAttempt") -> None:
    """
    What became of a try to collect.
    """
    amount = {"amount": money(attempt.amount), "detail": attempt.detail}
    if attempt.status == "succeeded":
        messages.success(request, _("%(amount)s collected.") % amount)
    elif attempt.status == "declined":
        messages.error(
            request,
            _("The card was declined: %(detail)s Nothing was collected; try again later.") % amount
            if attempt.detail
            else _("The card was declined. Nothing was collected; try again later."),
        )
    elif attempt.status == "unavailable":
        messages.error(request, _("The gateway is not to be reached. Nothing was collected."))
    else:
        messages.warning(
            request,
            _("It is not known yet whether %(amount)s was collected. The gateway is asked again.")
            % amount,
        )


@for_role(*READERS)
@needs("billing_app", "unallocate")
@command("invoice", "invoice_id")
def take_back(request: HttpRequest, *, actor: Actor, invoice_id: UUID) -> HttpResponse:
    """
    Money does not belong to this invoice after all.
    """
    form = typed(request, forms.TakeBackForm)
    left = billing.unallocate(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        allocation_id=form.cleaned_data["allocation_id"],
    )
    messages.success(
        request,
        _("Taken off this invoice. The payment has %(left)s to allocate.")
        % {"left": money(left.unallocated)},
    )
    return _to(invoice_id)
