"""
What is owed, and was it paid?
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from billing_app import api as billing
from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from host.directory.days import today_in
from host.directory.models import Employee, Employer
from host.portal.access import address, command, employer_of, for_role
from host.portal.finance import books
from host.portal.forms import AccountForm, CommandForm, PaymentForm, RunForm


def _today(employer: Employer) -> dt.date:
    return today_in(employer.time_zone)


@for_role(Role.FINANCE, Role.OPERATOR)
def invoices(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    An employer's account: what waits to be invoiced, and its invoices page by page. Without an
    account, how to open one.
    """
    employer = employer_of(request, actor)
    context: dict[str, Any] = {
        "employer": employer,
        "employers": actor.scope(Employer.objects.all(), "id")
        if actor.role is Role.OPERATOR
        else [employer],
    }
    try:
        account = billing.account_for(actor=actor, employer_id=employer.id)
    except billing.AccountNotFound:
        return render(request, "portal/finance/no_account.html", context | {"form": AccountForm()})
    after = _after(request)
    page = books.invoices(actor, employer.id, after)
    context |= {
        "account": account,
        "invoices": page.rows,
        "next": page.after,
        "sums": books.sums(actor, account),
        # On the first page only: the others are about older invoices.
        "runs": () if after else books.runs(actor, employer.id),
        "alerts": () if after else books.alerts(actor, employer.id),
        "credit_notes": () if after else books.credit_notes(actor, employer.id),
        "has_statement": hasattr(billing, "statement"),
        "command": CommandForm(),
        "run": RunForm(initial={"month": f"{_today(employer):%Y-%m}"}),
    }
    return render(request, "portal/finance/invoices.html", context)


def _after(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET["after"]) if "after" in request.GET else None
    except ValueError as exc:
        raise Http404 from exc


@for_role(Role.FINANCE, Role.OPERATOR)
@command("finance")
def run(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Bill a month.
    """
    employer = employer_of(request, actor)
    form = RunForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Write the month as 2027-02, then press Draft again.")
        return redirect(address(request, "finance"))
    drafted = billing.run_billing(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        employer_id=employer.id,
        month=form.cleaned_data["month"],
        issued_on=_today(employer),
    )
    if drafted is None:
        messages.info(request, f"Nothing to invoice for {form.cleaned_data['month']:%B %Y}.")
        return redirect(address(request, "finance"))
    messages.success(request, f"Drafted an invoice of {drafted.total}.")
    return redirect("invoice", invoice_id=drafted.id)


@for_role(Role.FINANCE, Role.OPERATOR)
def invoice(request: HttpRequest, *, actor: Actor, invoice_id: UUID) -> HttpResponse:
    """
    One invoice, and what can be done with it.
    """
    try:
        shown = billing.get_invoice(actor=actor, invoice_id=invoice_id)
    except billing.InvoiceNotFound as exc:
        raise Http404 from exc
    employer = Employer.objects.get(pk=shown.employer_id)
    names = _names(shown.lines)
    lines = [{"line": line, "name": names.get(str(line.employee_id), "")} for line in shown.lines]
    payment = PaymentForm(initial={"amount": shown.due.amount, "received_on": _today(employer)})
    context = {
        "employer": employer,
        "invoice": shown,
        "lines": lines,
        "owed": books.is_owed(shown),
        "has_table": hasattr(billing, "invoice_csv"),
        "send": CommandForm(),
        "payment": payment,
    }
    return render(request, "portal/finance/invoice.html", context)


def _names(lines: Iterable[Any]) -> dict[str, str]:
    """
    The names of those on the lines; an employee's id is a number in older releases, and text.
    """
    theirs = {str(line.employee_id) for line in lines if line.employee_id is not None}
    numbers = [int(each) for each in theirs if each.isascii() and each.isdigit()]
    known = Employee.objects.filter(pk__in=[each for each in numbers if each < 2**63])
    return {str(pk): name for pk, name in known.values_list("pk", "name")}


@for_role(Role.FINANCE, Role.OPERATOR)
@command("invoice", "invoice_id")
def send(request: HttpRequest, *, actor: Actor, invoice_id: UUID) -> HttpResponse:
    """
    Number a draft and send it.
    """
    form = CommandForm(request.POST)
    if not form.is_valid():
        messages.error(request, "The page was incomplete. Press Number and send again.")
        return redirect("invoice", invoice_id=invoice_id)
    sent = billing.send_invoice(
        actor=actor, idempotency_key=form.cleaned_data["key"], invoice_id=invoice_id
    )
    messages.success(
        request, f"Invoice {sent.number} is sent; {sent.due} due {sent.due_on:%-d %B}."
    )
    return redirect("invoice", invoice_id=invoice_id)


@for_role(Role.FINANCE, Role.OPERATOR)
@command("invoice", "invoice_id")
def pay(request: HttpRequest, *, actor: Actor, invoice_id: UUID) -> HttpResponse:
    """
    Record money that came in.
    """
    form = PaymentForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Fill in amount, day and reference, then press Record again.")
        return redirect("invoice", invoice_id=invoice_id)
    shown = billing.get_invoice(actor=actor, invoice_id=invoice_id)
    paid = billing.apply_payment(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        invoice_id=invoice_id,
        amount=Money.of(form.cleaned_data["amount"], shown.total.currency),
        received_on=form.cleaned_data["received_on"],
        reference=form.cleaned_data["reference"],
    )
    messages.success(request, f"Recorded {paid.amount}.")
    return redirect("invoice", invoice_id=invoice_id)


@for_role(Role.FINANCE, Role.OPERATOR)
def statement(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    What an employer owed, what changed it in the days asked for (this year's, if none), and what it
    owes.
    """
    employer = employer_of(request, actor)
    if not hasattr(billing, "statement"):
        raise Http404
    today = _today(employer)
    first = _day(request, "first", today.replace(month=1, day=1))
    last = _day(request, "last", today)
    shown = billing.statement(actor=actor, employer_id=employer.id, first=first, last=last)
    context = {"employer": employer, "statement": shown, "first": first, "last": last}
    return render(request, "portal/finance/statement.html", context)


def _day(request: HttpRequest, name: str, otherwise: dt.date) -> dt.date:
    try:
        return dt.date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return otherwise


@for_role(Role.FINANCE, Role.OPERATOR)
def table(request: HttpRequest, *, actor: Actor, invoice_id: UUID) -> HttpResponse:
    """
    An invoice as CSV.
    """
    if not hasattr(billing, "invoice_csv"):
        raise Http404
    written = billing.invoice_csv(actor=actor, invoice_id=invoice_id)
    return HttpResponse(
        written,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="invoice-{invoice_id}.csv"'},
    )
