"""
What was given back, what went back to the bank, and what could?
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from billing_app import api as billing
from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from host.portal.access import address, command, employer_of, for_role, needs
from host.portal.finance import books, forms
from host.portal.finance.frame import READERS, framed, id_asked
from host.portal.finance.newest import newest
from host.portal.finance.payment import say_refunds
from host.portal.posting import form_for, typed

_OPEN = ("created", "sent", "pending", "unknown")


@for_role(*READERS)
@needs("billing_app", "list_credit_notes", "list_refunds")
def credit(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Credit notes and refunds, the balance, and how it is paid out.
    """
    employer = employer_of(request, actor)
    context = framed(request, actor, employer)
    try:
        account = billing.account_for(actor=actor, employer_id=employer.id)
    except billing.AccountNotFound:
        return redirect(address(request, "finance"))
    after = id_asked(request, "after")
    notes = newest(billing.list_credit_notes, actor, employer.id, after=after)
    refunds = newest(billing.list_refunds, actor, employer.id).rows
    sums = books.sums(actor, account)
    context |= {
        "account": account,
        "notes": notes.rows,
        "next": notes.after,
        "after": after,
        "refunds": refunds,
        "sums": sums,
        "form": _forms(request, actor, context, refunds, balance=sums and sums.unallocated),
    }
    return render(request, "portal/finance/credit.html", context)


def _forms(
    request: HttpRequest, actor: Actor, context: dict[str, Any], refunds: Any, balance: Any
) -> dict[str, Any]:
    found: dict[str, Any] = {"close": {}}
    if balance:
        initial = {"paid_on": context["today"], "reason": _("Balance paid out")}
        found["pay_out"] = form_for(request, forms.RefundForm, reverse("pay-out"), initial=initial)
    if actor.role is Role.OPERATOR:
        found["close"] = {
            each.id: form_for(
                request,
                forms.CloseRefundForm,
                reverse("close-refund"),
                initial={"refund_id": each.id},
            )
            for each in refunds
            if each.status in _OPEN
        }
    return found


@for_role(*READERS)
@needs("billing_app", "pay_out_balance")
@command("credit")
def pay_out(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Pay out the balance, or some of it, each part the way it came.
    """
    employer = employer_of(request, actor)
    form = typed(request, forms.RefundForm)
    account = billing.account_for(actor=actor, employer_id=employer.id)
    some = form.cleaned_data["amount"]
    made = billing.pay_out_balance(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        employer_id=employer.id,
        reference=form.cleaned_data["reference"],
        paid_on=form.cleaned_data["paid_on"],
        amount=None if some is None else Money.of(some, account.currency),
        reason=form.cleaned_data["reason"],
    )
    say_refunds(request, made)
    return redirect(address(request, "credit"))


@for_role(Role.OPERATOR)
@needs("billing_app", "close_refund")
@command("credit")
def close_refund(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Note what became of a refund that its gateway does not tell about.
    """
    form = typed(request, forms.CloseRefundForm)
    closed = billing.close_refund(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        refund_id=form.cleaned_data["refund_id"],
        paid=form.cleaned_data["paid"] == "yes",
        reason=form.cleaned_data["reason"],
    )
    say_refunds(request, [closed])
    return redirect(address(request, "credit"))
