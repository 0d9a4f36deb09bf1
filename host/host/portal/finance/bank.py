"""
A bank's file of transfers: chosen, and looked at row by row.
"""

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from billing_app import api as billing
from domain_kit.actor import Actor
from host.portal.access import address, command, employer_of, for_role, needs
from host.portal.finance import bank_file, forms
from host.portal.finance.bank_record import SALT, packed, recorded
from host.portal.finance.frame import READERS, framed
from host.portal.finance.matching import suggest
from host.portal.finance.owed import open_invoices
from host.portal.forms import CommandForm
from host.portal.posting import FormIncomplete, form_for, typed

_OPTIONS = 10_000


@for_role(*READERS)
@needs("billing_app", "record_bank_receipt", "list_payments")
def bank(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Where a file is chosen.
    """
    employer = employer_of(request, actor)
    context = framed(request, actor, employer)
    try:
        context["account"] = billing.account_for(actor=actor, employer_id=employer.id)
    except billing.AccountNotFound:
        return redirect(address(request, "finance"))
    context["form"] = form_for(request, forms.BankFileForm, reverse("look-at-bank"), initial={})
    return render(request, "portal/finance/bank.html", context)


@for_role(*READERS)
@needs("billing_app", "record_bank_receipt", "list_payments")
@command("bank")
def look(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    What recording a file would do, each row with the invoice that it seems to pay. Records nothing.
    """
    employer = employer_of(request, actor)
    form = typed(request, forms.BankFileForm, files=True)
    account = billing.account_for(actor=actor, employer_id=employer.id)
    try:
        told = bank_file.read(form.cleaned_data["file"].read(), currency=account.currency)
    except bank_file.UnreadableFile as exc:
        form.add_error("file", str(exc))
        raise FormIncomplete(form) from exc
    candidates = open_invoices(actor, employer)
    found = suggest(told.transfers, candidates, recorded(actor, employer, told.transfers))
    context: dict[str, Any] = framed(request, actor, employer) | {
        "account": account,
        "rows": found,
        "faulty": told.faulty,
        "new": sum(each.why != "recorded" for each in found),
        # A page of five hundred rows does not name a thousand invoices in each.
        "invoices": candidates[: max(_OPTIONS // max(len(found), 1), 10)],
        "kept": signing.dumps([packed(each) for each in told.transfers], salt=SALT, compress=True),
        "command": CommandForm(auto_id=False),
    }
    return render(request, "portal/finance/bank_preview.html", context)
