"""
Typeset an invoice or a credit note as PDF, from wheels alone: no system library, no network, fonts inside.
"""

import datetime as dt
import importlib.resources
import json
from collections.abc import Sequence
from typing import Any

from billing_app.data import (
    Account,
    ChargeKind,
    CreditNote,
    CreditNoteLine,
    Invoice,
    InvoiceLine,
    InvoiceStatus,
    Payer,
)
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
    return _compiled(_document(invoice, account, bill_to), format)


def typeset_credit_note(
    note: CreditNote, account: Account, *, invoice: Invoice | None, bill_to: str
) -> bytes:
    """
    A credit note as PDF; it names the invoice it gives money back of.

    Raises:
        RendererMissing: if the extra [pdf] is not installed.
    """
    return _compiled(_document_of_note(note, account, invoice, bill_to), "pdf")


def _compiled(document: dict[str, Any], format: str) -> bytes:
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
        sys_inputs={"document": json.dumps(document)},
    )
    return bytes(made[0] if isinstance(made, list) else made)


def _document(invoice: Invoice, account: Account, bill_to: str) -> dict[str, Any]:
    shown = _sums(invoice.lines, invoice.total)
    if invoice.paid:
        shown.append(["Paid or credited", grouped(-invoice.paid), False])
        shown.append(["Due", _named(invoice.due), True])
    return {
        "title": f"Invoice {invoice.number or 'draft'}",
        "heading": "Invoice",
        "state": _STATES[invoice.status],
        "legal_entity": account.legal_entity,
        "currency": invoice.total.currency,
        "bill_to": _address(bill_to, account),
        "facts": _facts(invoice),
        "lines": [_line(line) for line in invoice.lines if line.kind is not ChargeKind.TAX],
        "totals": shown,
        "notes": _notes(invoice),
    }


def _document_of_note(
    note: CreditNote, account: Account, invoice: Invoice | None, bill_to: str
) -> dict[str, Any]:
    facts = [["Credit note number", note.number], ["Issued", _day(note.issued_on)]]
    if invoice is not None:
        facts.append(["For invoice", invoice.number or "draft"])
    return {
        "title": f"Credit note {note.number}",
        "heading": "Credit note",
        "state": "",
        "legal_entity": account.legal_entity,
        "currency": note.total.currency,
        "bill_to": _address(bill_to, account),
        "facts": facts,
        "lines": [
            {
                "description": line.description,
                "detail": "",
                "period": "",
                "amount": grouped(line.amount),
            }
            for line in note.lines
            if line.kind is not ChargeKind.TAX
        ],
        "totals": _sums(note.lines, note.total),
        "notes": [note.reason],
    }


def _sums(lines: Sequence[InvoiceLine | CreditNoteLine], total: Money) -> list[list[Any]]:
    taxes = [line for line in lines if line.kind is ChargeKind.TAX]
    shown = [[line.description, grouped(line.amount), False] for line in taxes]
    if taxes:
        tax = sum((line.amount for line in taxes), Money.zero(total.currency))
        shown.insert(0, ["Net", grouped(total - tax), False])
    return [*shown, ["Total", _named(total), True]]


def _address(bill_to: str, account: Account) -> list[str]:
    return [line for line in bill_to.splitlines() if line] or [str(account.employer_id)]


def _day(day: dt.date) -> str:
    return f"{day:%d %B %Y}".lstrip("0")


def _facts(invoice: Invoice) -> list[list[str]]:
    facts = [
        ["Invoice number", invoice.number or "none yet"],
        ["Issued", _day(invoice.issued_on)],
        ["Due", _day(invoice.due_on)],
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
