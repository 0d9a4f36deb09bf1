"""
One credit note, and how one is made of an invoice's lines.
"""

import dataclasses
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from billing_app import api as billing
from domain_kit.actor import Actor
from domain_kit.money import Money, TooPrecise
from host.directory.models import Employer
from host.portal.access import command, for_role, needs
from host.portal.finance import forms, paper
from host.portal.finance.frame import READERS, framed, invoice_of
from host.portal.finance.people import names_of
from host.portal.posting import FormIncomplete, form_for, typed
from host.portal.templatetags.shown import money

# More lines than this are narrowed down by a name first.
LINES = 40


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    A line that can be credited: what is left of it, and what was typed as to be given back.
    """

    id: UUID
    name: str
    line: Any
    left: Money
    typed: str


@for_role(*READERS)
@needs("billing_app", "get_credit_note")
def credit_note(request: HttpRequest, *, actor: Actor, credit_note_id: UUID) -> HttpResponse:
    """
    A credit note.
    """
    try:
        note = billing.get_credit_note(actor=actor, credit_note_id=credit_note_id)
    except billing.CreditNoteNotFound as exc:
        raise Http404 from exc
    employer = Employer.objects.get(pk=note.employer_id)
    can_send = hasattr(billing, "send_credit_note")
    to = reverse("send-credit-note", args=[note.id])
    context = framed(request, actor, employer) | {
        "note": note,
        "account": billing.account_for(actor=actor, employer_id=employer.id),
        "has_files": hasattr(billing, "credit_note_pdf"),
        "form": form_for(request, forms.SendNoteForm, to, initial={}) if can_send else None,
    }
    return render(request, "portal/finance/credit_note.html", context)


@for_role(*READERS)
@needs("billing_app", "send_credit_note")
@command("credit-note", "credit_note_id")
def send(request: HttpRequest, *, actor: Actor, credit_note_id: UUID) -> HttpResponse:
    """
    Mail a credit note.
    """
    form = typed(request, forms.SendNoteForm)
    note = billing.send_credit_note(
        actor=actor, idempotency_key=form.cleaned_data["key"], credit_note_id=credit_note_id
    )
    messages.success(request, _("Credit note %(number)s is mailed.") % {"number": note.number})
    return redirect("credit-note", credit_note_id=credit_note_id)


@for_role(*READERS)
@needs("billing_app", "issue_credit_note")
def credit_invoice(request: HttpRequest, *, actor: Actor, invoice_id: UUID) -> HttpResponse:
    """
    Which lines of an invoice are given back, and how much of each?
    """
    invoice, employer = invoice_of(actor, invoice_id)
    context = framed(request, actor, employer)
    named = request.GET.get("person", "").strip()
    to = reverse("issue-credit", args=[invoice.id])
    form = form_for(request, forms.CreditForm, to, initial={"issued_on": context["today"]})
    page = paper.lines_of(actor, invoice, limit=LINES + 1, named=named)
    context |= {
        "invoice": invoice,
        "lines": _lines(actor, invoice, page[:LINES], form.data if form.is_bound else {}),
        "more": len(page) > LINES,
        "named": named,
        "form": form,
    }
    return render(request, "portal/finance/credit_invoice.html", context)


def _lines(actor: Actor, invoice: Any, page: Sequence[Any], sent: Any) -> list[Line]:
    given = paper.credited(paper.notes_of(actor, invoice))
    names = names_of(line.employee_id for line in page)
    zero = Money.zero(invoice.total.currency)
    left = {line.id: line.amount - given.get(line.id, zero) for line in page}
    return [
        Line(
            id=line.id,
            name=names.get(str(line.employee_id), ""),
            line=line,
            left=left[line.id],
            typed=sent.get(f"line-{line.id}", ""),
        )
        for line in page
        if left[line.id].minor > 0
    ]


@for_role(*READERS)
@needs("billing_app", "issue_credit_note")
@command("credit-invoice", "invoice_id")
def issue(request: HttpRequest, *, actor: Actor, invoice_id: UUID) -> HttpResponse:
    """
    Give back what was typed beside the lines; tax follows.
    """
    form = typed(request, forms.CreditForm)
    invoice, _employer = invoice_of(actor, invoice_id)
    try:
        lines = _typed_lines(request, invoice.total.currency)
    except ValidationError as exc:
        form.add_error(None, exc)
        raise FormIncomplete(form) from exc
    note = billing.issue_credit_note(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        invoice_id=invoice_id,
        reason=form.cleaned_data["reason"],
        issued_on=form.cleaned_data["issued_on"],
        lines=lines,
    )
    told = {"number": note.number, "total": money(note.total)}
    messages.success(request, _("Credit note %(number)s gives back %(total)s.") % told)
    return redirect("credit-note", credit_note_id=note.id)


def _typed_lines(request: HttpRequest, currency: str) -> dict[UUID, Money]:
    """
    The amounts beside the lines.

    Raises:
        ValidationError: if one is none, or there is none at all.
    """
    found: dict[UUID, Money] = {}
    for name, text in request.POST.items():
        if not name.startswith("line-") or not str(text).strip():
            continue
        try:
            number = Decimal(str(text).strip())
            if not number.is_finite() or abs(number) >= 10**11:
                raise InvalidOperation
            found[UUID(name.removeprefix("line-"))] = Money.of(number, currency)
        except TooPrecise as exc:
            raise ValidationError(str(exc)) from exc
        except (InvalidOperation, ValueError) as exc:
            raise ValidationError(
                _("%(text)s is no amount: write it as 12.50.") % {"text": str(text)[:40]}
            ) from exc
    if not found:
        raise ValidationError(_("Say beside a line how much of it is given back."))
    return found
