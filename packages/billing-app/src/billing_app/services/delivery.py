"""
Send an invoice to who pays it, through Django's mail backend.
"""

from uuid import UUID

from django.core.mail import EmailMessage
from django.utils import timezone

from billing_app import models
from billing_app.data import Invoice
from billing_app.errors import RendererMissing
from billing_app.queries.documents import addressed, csv_of
from billing_app.queries.invoices import visible_invoices
from billing_app.queries.values import account_value, invoice_value
from billing_app.rendering.pdf import typeset
from billing_app.rules.amounts import grouped
from billing_app.services.alerts import raise_alert
from domain_kit.actor import Actor

UNDELIVERED = "invoice-undelivered"


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
    name = "".join(each if each.isalnum() or each in "-_" else "-" for each in invoice.number or "")
    try:
        pdf = typeset(invoice, account, bill_to=addressed(account))
    except RendererMissing:
        pass
    else:
        message.attach(f"{name}.pdf", pdf, "application/pdf")
    message.attach(f"{name}.csv", csv_of(invoice), "text/csv")
    return message


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
