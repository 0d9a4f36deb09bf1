"""
A credit note as a file.
"""

import csv
import io
from uuid import UUID

from billing_app.data import CreditNote, Invoice
from billing_app.queries.credits import get_credit_note
from billing_app.queries.documents import addressed, harmless
from billing_app.queries.invoices import account_for, get_invoice
from billing_app.rendering.pdf import typeset_credit_note
from domain_kit.actor import Actor

COLUMNS = (
    "number",
    "issued_on",
    "invoice_number",
    "reason",
    "position",
    "kind",
    "description",
    "tax_category",
    "amount",
    "currency",
)


def credit_note_pdf(*, actor: Actor, credit_note_id: UUID, bill_to: str = "") -> bytes:
    """
    A credit note as PDF, addressed to the lines of `bill_to`. Needs the extra [pdf], and no network.

    Raises:
        CreditNoteNotFound: if the actor can see no such credit note.
        RendererMissing: if the extra [pdf] is not installed.
        RoleForbidden: unless finance or operator.
    """
    note = get_credit_note(actor=actor, credit_note_id=credit_note_id)
    account = account_for(actor=actor, employer_id=note.employer_id)
    return typeset_credit_note(
        note, account, invoice=_credited(actor, note), bill_to=bill_to or addressed(account)
    )


def credit_note_csv(*, actor: Actor, credit_note_id: UUID) -> str:
    """
    A credit note as CSV, a line a row, tax lines too; the amounts, which are given back, add up to
    its total. A text that a spreadsheet would take for a formula gets an apostrophe in front.

    Raises:
        CreditNoteNotFound: if the actor can see no such credit note.
        RoleForbidden: unless finance or operator.
    """
    note = get_credit_note(actor=actor, credit_note_id=credit_note_id)
    invoice = _credited(actor, note)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for position, line in enumerate(note.lines, start=1):
        writer.writerow(
            (
                note.number,
                note.issued_on,
                (invoice and invoice.number) or "",
                harmless(note.reason),
                position,
                line.kind.value,
                harmless(line.description),
                line.tax_category,
                line.amount.amount,
                line.amount.currency,
            )
        )
    return out.getvalue()


def _credited(actor: Actor, note: CreditNote) -> Invoice | None:
    return get_invoice(actor=actor, invoice_id=note.invoice_id) if note.invoice_id else None
