"""
Which money came in, and what of it belongs to no invoice yet?
"""

from typing import Any

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
from host.portal.finance import books, forms
from host.portal.finance.frame import READERS, framed, id_asked
from host.portal.finance.newest import newest
from host.portal.posting import form_for, typed
from host.portal.templatetags.shown import money


@for_role(*READERS)
@needs("billing_app", "list_payments")
def payments(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Payments page by page, and how one is recorded.
    """
    employer = employer_of(request, actor)
    context = framed(request, actor, employer)
    try:
        account = billing.account_for(actor=actor, employer_id=employer.id)
    except billing.AccountNotFound:
        return redirect(address(request, "finance"))
    after = id_asked(request, "after")
    page = newest(billing.list_payments, actor, employer.id, after=after)
    sums = books.sums(actor, account)
    context |= {
        "account": account,
        "payments": page.rows,
        "next": page.after,
        "after": after,
        "sums": sums,
        "form": _forms(request, context, credit=bool(sums and sums.unallocated)),
    }
    return render(request, "portal/finance/payments.html", context)


def _forms(request: HttpRequest, context: dict[str, Any], *, credit: bool) -> dict[str, Any]:
    initial = {"received_on": context["today"]}
    to = reverse("record-receipt")
    found: dict[str, Any] = {"receipt": form_for(request, forms.ReceiptForm, to, initial=initial)}
    if credit:
        found["auto"] = form_for(
            request, forms.AutoAllocateForm, reverse("auto-allocate"), initial={}
        )
    return found


@for_role(*READERS)
@needs("billing_app", "record_bank_receipt")
@command("payments")
def receive(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Record a transfer.
    """
    employer = employer_of(request, actor)
    form = typed(request, forms.ReceiptForm)
    account = billing.account_for(actor=actor, employer_id=employer.id)
    receipt = billing.record_bank_receipt(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        employer_id=employer.id,
        amount=Money.of(form.cleaned_data["amount"], account.currency),
        received_on=form.cleaned_data["received_on"],
        reference=form.cleaned_data["reference"],
        allocate_to={} if form.cleaned_data["place"] == "credit" else None,
    )
    told = {"amount": money(receipt.amount), "left": money(receipt.unallocated)}
    if receipt.unallocated:
        messages.success(request, _("Recorded %(amount)s; %(left)s of it is credit.") % told)
    else:
        messages.success(request, _("Recorded %(amount)s; all of it pays invoices.") % told)
    if getattr(receipt, "repeated_reference", False):
        messages.warning(
            request,
            _("An earlier payment has the reference %(reference)s as well: is it the same one?")
            % {"reference": receipt.reference},
        )
    return redirect("payment", payment_id=receipt.id)


@for_role(*READERS)
@needs("billing_app", "auto_allocate")
@command("payments")
def auto_allocate(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Put all credit on what is open: the oldest money on the oldest invoice.
    """
    employer = employer_of(request, actor)
    form = typed(request, forms.AutoAllocateForm)
    made = billing.auto_allocate(
        actor=actor, idempotency_key=form.cleaned_data["key"], employer_id=employer.id
    )
    if made:
        text = ngettext(
            "Credit was put on invoices, in %(number)s part.",
            "Credit was put on invoices, in %(number)s parts.",
            len(made),
        )
        messages.success(request, text % {"number": len(made)})
    else:
        messages.info(request, _("No invoice is open that credit could pay."))
    return redirect(address(request, "payments"))
