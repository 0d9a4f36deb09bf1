"""
An invoice as a file.
"""

import csv
import io
from uuid import UUID

from billing_app.data import Account, Invoice
from billing_app.queries.invoices import account_for, get_invoice
from billing_app.rendering.pdf import typeset
from domain_kit.actor import Actor

COLUMNS = (
    "number",
    "status",
    "issued_on",
    "due_on",
    "payer",
    "purchase_order",
    "position",
    "kind",
    "description",
    "employee_id",
    "starts_on",
    "ends_on",
    "tax_category",
    "amount",
    "currency",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def invoice_pdf(*, actor: Actor, invoice_id: UUID, bill_to: str = "") -> bytes:
    """
    An invoice as PDF, addressed to the lines of `bill_to`. Needs the extra [pdf], and no network.

    Raises:
        InvoiceNotFound: if the actor can see no such invoice.
        RendererMissing: if the extra [pdf] is not installed.
        RoleForbidden: unless finance or operator.
    """
    invoice = get_invoice(actor=actor, invoice_id=invoice_id)
    account = account_for(actor=actor, employer_id=invoice.employer_id)
    return typeset(invoice, account, bill_to=bill_to or addressed(account))


def addressed(account: Account) -> str:
    """
    Whom an invoice is addressed to where nobody says more.
    """
    return account.billing_email or f"Employer {account.employer_id}"


def invoice_csv(*, actor: Actor, invoice_id: UUID) -> str:
    """
    An invoice as CSV, a line a row, tax lines too; the amounts add up to its total. A text that a
    spreadsheet would take for a formula gets an apostrophe in front.

    Raises:
        InvoiceNotFound: if the actor can see no such invoice.
        RoleForbidden: unless finance or operator.
    """
    return csv_of(get_invoice(actor=actor, invoice_id=invoice_id))


def csv_of(invoice: Invoice) -> str:
    """
    The same of an invoice that was read.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for position, line in enumerate(invoice.lines, start=1):
        writer.writerow(
            (
                invoice.number or "",
                invoice.status.value,
                invoice.issued_on,
                invoice.due_on,
                invoice.payer.value,
                harmless(invoice.purchase_order),
                position,
                line.kind.value,
                harmless(line.description),
                harmless(line.employee_id or ""),
                line.period.start if line.period else "",
                line.period.last if line.period else "",
                line.tax_category,
                line.amount.amount,
                line.amount.currency,
            )
        )
    return out.getvalue()


def harmless(text: str) -> str:
    """
    A text that no spreadsheet takes for a formula.
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
