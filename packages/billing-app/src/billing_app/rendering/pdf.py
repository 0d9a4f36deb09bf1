"""
Typeset an invoice as PDF, from wheels alone: no system library, no network, fonts inside.
"""

import importlib.resources
import json
from typing import Any

from billing_app.data import Account, ChargeKind, Invoice, InvoiceLine, InvoiceStatus, Payer
from billing_app.errors import RendererMissing
from billing_app.rules.amounts import grouped
from domain_kit.money import Money
from domain_kit.periods import Period

_STATES = {
    InvoiceStatus.DRAFT: "Draft, not yet payable",
    InvoiceStatus.OPEN: "",
    InvoiceStatus.PAID: "Paid",
    InvoiceStatus.VOID: "Void: nothing to pay",
    InvoiceStatus.UNCOLLECTIBLE: "",
}


def typeset(invoice: Invoice, account: Account, *, bill_to: str, format: str = "pdf") -> bytes:
    """
    The invoice as PDF, or its first page as the picture of another `format` ("png").

    Raises:
        RendererMissing: if the extra [pdf] is not installed.
    """
    try:
        import typst
    except ImportError as exc:
        raise RendererMissing() from exc
    template = importlib.resources.files("billing_app.rendering").joinpath("invoice.typ")
    made: Any = typst.compile(
        template.read_bytes(),
        format=format,
        # Only the fonts in the library: the page looks alike on every machine.
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(_document(invoice, account, bill_to))},
    )
    return bytes(made[0] if isinstance(made, list) else made)


def _document(invoice: Invoice, account: Account, bill_to: str) -> dict[str, Any]:
    lines = [line for line in invoice.lines if line.kind is not ChargeKind.TAX]
    taxes = [line for line in invoice.lines if line.kind is ChargeKind.TAX]
    net = sum((line.amount for line in lines), Money.zero(invoice.total.currency))
    totals = [("Net", net)] if taxes else []
    totals += [(line.description, line.amount) for line in taxes]
    shown = [[name, grouped(amount), False] for name, amount in totals]
    shown.append(["Total", _named(invoice.total), True])
    if invoice.paid:
        shown.append(["Paid or credited", grouped(-invoice.paid), False])
        shown.append(["Due", _named(invoice.due), True])
    return {
        "title": f"Invoice {invoice.number or 'draft'}",
        "heading": "Invoice",
        "state": _STATES[invoice.status],
        "legal_entity": account.legal_entity,
        "currency": invoice.total.currency,
        "bill_to": [line for line in bill_to.splitlines() if line] or [str(account.employer_id)],
        "facts": _facts(invoice),
        "lines": [_line(line) for line in lines],
        "totals": shown,
        "notes": _notes(invoice),
    }


def _facts(invoice: Invoice) -> list[list[str]]:
    facts = [
        ["Invoice number", invoice.number or "none yet"],
        ["Issued", f"{invoice.issued_on:%d %B %Y}".lstrip("0")],
        ["Due", f"{invoice.due_on:%d %B %Y}".lstrip("0")],
    ]
    if invoice.purchase_order:
        facts.append(["Purchase order", invoice.purchase_order])
    if invoice.payer is Payer.EMPLOYEE:
        facts.append(["For", "deduction from pay"])
    return facts


def _line(line: InvoiceLine) -> dict[str, str]:
    return {
        "description": line.description,
        "detail": f"Employee {line.employee_id}" if line.employee_id else "",
        "period": _days(line.period),
        "amount": grouped(line.amount),
    }


def _days(period: Period | None) -> str:
    if period is None or period.last is None:
        return ""
    if period == Period.month(period.start):
        return f"{period.start:%B %Y}"
    return f"{period.start:%d %b} - {period.last:%d %b %Y}"


def _notes(invoice: Invoice) -> list[str]:
    if invoice.status in (InvoiceStatus.OPEN, InvoiceStatus.UNCOLLECTIBLE):
        return [
            f"Please pay {_named(invoice.due)} by {invoice.due_on:%d %B %Y}, with the reference "
            f"{invoice.number}."
        ]
    return []


def _named(amount: Money) -> str:
    return f"{amount.currency} {grouped(amount)}"
