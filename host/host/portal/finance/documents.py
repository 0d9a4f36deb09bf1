"""
Invoices and credit notes as files.
"""

import re
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from billing_app import api as billing
from domain_kit.actor import Actor
from host.directory.models import Employer
from host.portal.access import for_role, needs
from host.portal.finance.frame import READERS, invoice_of


def file_of(written: bytes | str, *, name: str, kind: str) -> HttpResponse:
    """
    A download; `kind` is its media type, and the name is kept to what every system takes.
    """
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", name)
    return HttpResponse(
        written,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{safe}"'},
    )


@for_role(*READERS)
@needs("billing_app", "invoice_csv")
def invoice_csv(request: HttpRequest, *, actor: Actor, invoice_id: UUID) -> HttpResponse:
    """
    An invoice as CSV.
    """
    shown, _employer = invoice_of(actor, invoice_id)
    written = billing.invoice_csv(actor=actor, invoice_id=invoice_id)
    name = f"invoice-{shown.number or shown.id}.csv"
    return file_of(written, name=name, kind="text/csv; charset=utf-8")


@for_role(*READERS)
@needs("billing_app", "invoice_pdf")
def invoice_pdf(request: HttpRequest, *, actor: Actor, invoice_id: UUID) -> HttpResponse:
    """
    An invoice as PDF.
    """
    shown, employer = invoice_of(actor, invoice_id)
    written = billing.invoice_pdf(
        actor=actor, invoice_id=invoice_id, bill_to=_address(actor, employer)
    )
    return file_of(written, name=f"invoice-{shown.number or shown.id}.pdf", kind="application/pdf")


@for_role(*READERS)
@needs("billing_app", "credit_note_csv")
def credit_note_csv(request: HttpRequest, *, actor: Actor, credit_note_id: UUID) -> HttpResponse:
    """
    A credit note as CSV.
    """
    note = billing.get_credit_note(actor=actor, credit_note_id=credit_note_id)
    written = billing.credit_note_csv(actor=actor, credit_note_id=credit_note_id)
    return file_of(written, name=f"credit-note-{note.number}.csv", kind="text/csv; charset=utf-8")


@for_role(*READERS)
@needs("billing_app", "credit_note_pdf")
def credit_note_pdf(request: HttpRequest, *, actor: Actor, credit_note_id: UUID) -> HttpResponse:
    """
    A credit note as PDF.
    """
    note = billing.get_credit_note(actor=actor, credit_note_id=credit_note_id)
    employer = Employer.objects.get(pk=note.employer_id)
    written = billing.credit_note_pdf(
        actor=actor, credit_note_id=credit_note_id, bill_to=_address(actor, employer)
    )
    return file_of(written, name=f"credit-note-{note.number}.pdf", kind="application/pdf")


def _address(actor: Actor, employer: Employer) -> str:
    account = billing.account_for(actor=actor, employer_id=employer.id)
    return "\n".join(each for each in (employer.name, account.billing_email) if each)
