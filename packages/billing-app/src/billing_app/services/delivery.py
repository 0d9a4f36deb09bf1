"""
Send an invoice or a credit note to who pays, through Django's mail backend.
"""

import contextlib
from collections.abc import Callable
from uuid import UUID

from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.utils import timezone

from billing_app import models
from billing_app.data import Invoice
from billing_app.errors import RendererMissing
from billing_app.queries.credit_documents import credit_note_csv, credit_note_pdf
from billing_app.queries.credits import get_credit_note
from billing_app.queries.documents import addressed, csv_of
from billing_app.queries.invoices import account_for, visible_invoices
from billing_app.queries.values import account_value, invoice_value
from billing_app.rendering.pdf import typeset
from billing_app.rules.amounts import grouped
from billing_app.services.alerts import raise_alert
from domain_kit.actor import Actor

UNDELIVERED = "invoice-undelivered"
NOTE_UNDELIVERED = "credit-note-undelivered"


def deliver(actor: Actor, invoice_id: UUID) -> None:
    """
    Mail a finalised invoice to its account's billing address, once, with its CSV and, where the extra
    [pdf] is installed, its PDF. Without an address it is for somebody to hand over.

    A mail that cannot be sent leaves the invoice as it is and raises an alert: `send_invoice` with the
    same key tries again.
    """
    row = visible_invoices(actor).get(pk=invoice_id)
    if row.delivered_at is not None or not row.account.billing_email:
        return
    try:
        message_of(row).send()
    except Exception as exc:
        raise_alert(
            UNDELIVERED,
            account_id=row.account_id,
            subject=row.pk,
            text=f"Invoice {row.number} could not be mailed to {row.account.billing_email} "
            f"({type(exc).__name__}: {exc}). Mend the address or the mail server, and send it again.",
        )
        return
    models.Invoice.objects.filter(pk=invoice_id).update(delivered_at=timezone.now())


def message_of(row: models.Invoice) -> EmailMessage:
    """
    The mail of an invoice that was read with its account and lines.
    """
    invoice, account = invoice_value(row), account_value(row.account)
    message = EmailMessage(
        subject=f"Invoice {invoice.number} from {account.legal_entity}",
        body=_body(invoice, account.legal_entity),
        to=[account.billing_email],
    )
    _attach(
        message,
        invoice.number or "",
        pdf=lambda: typeset(invoice, account, bill_to=addressed(account)),
        csv=csv_of(invoice),
    )
    return message


def deliver_credit_note(actor: Actor, credit_note_id: UUID) -> None:
    """
    Mail a credit note to its account's billing address, with its files. Without an address it is for
    somebody to hand over. A mail that cannot be sent raises an alert, which one that can resolves.
    """
    note = get_credit_note(actor=actor, credit_note_id=credit_note_id)
    account = account_for(actor=actor, employer_id=note.employer_id)
    if not account.billing_email:
        return
    message = EmailMessage(
        subject=f"Credit note {note.number} from {account.legal_entity}",
        body=f"Credit note {note.number} of {note.issued_on:%d %B %Y} is attached.\n\n"
        f"Given back: {note.total.currency} {grouped(note.total)}\n{note.reason}\n\n"
        f"{account.legal_entity}\n",
        to=[account.billing_email],
    )
    _attach(
        message,
        note.number,
        pdf=lambda: credit_note_pdf(actor=actor, credit_note_id=note.id),
        csv=credit_note_csv(actor=actor, credit_note_id=note.id),
    )
    try:
        message.send()
    except Exception as exc:
        raise_alert(
            NOTE_UNDELIVERED,
            account_id=account.id,
            subject=note.id,
            text=f"Credit note {note.number} could not be mailed to {account.billing_email} "
            f"({type(exc).__name__}: {exc}). Mend the address or the mail server, and send it again.",
        )
        return
    failed_before(note.id).update(resolved_at=timezone.now(), resolved_by=actor.id[:200])


def failed_before(credit_note_id: UUID) -> QuerySet[models.Alert]:
    """
    The alert that a credit note's mail could not be sent, while it is open.
    """
    return models.Alert.objects.filter(
        kind=NOTE_UNDELIVERED, subject=credit_note_id, resolved_at=None
    )


def _attach(message: EmailMessage, number: str, *, pdf: Callable[[], bytes], csv: str) -> None:
    name = "".join(each if each.isalnum() or each in "-_" else "-" for each in number)
    with contextlib.suppress(RendererMissing):
        message.attach(f"{name}.pdf", pdf(), "application/pdf")
    message.attach(f"{name}.csv", csv, "text/csv")


def _body(invoice: Invoice, legal_entity: str) -> str:
    lines = [
        f"Invoice {invoice.number} of {invoice.issued_on:%d %B %Y} is attached.",
        "",
        f"Total: {invoice.total.currency} {grouped(invoice.total)}",
    ]
    if invoice.due:
        lines.append(
            f"Please pay {invoice.due.currency} {grouped(invoice.due)} by "
            f"{invoice.due_on:%d %B %Y}, with the reference {invoice.number}."
        )
    return "\n".join([*lines, "", legal_entity, ""])
