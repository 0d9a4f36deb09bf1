"""
What can an invoice not be, or not become?
"""

from uuid import UUID

from billing_app.errors.base import BillingError


class InvoiceNotFound(BillingError):
    """
    No such invoice among those the actor may see.
    """

    code = "invoice-not-found"
    http_status = 404

    def __init__(self, invoice_id: UUID) -> None:
        super().__init__(invoice_id)
        self.invoice_id = invoice_id

    def __str__(self) -> str:
        return f"There is no invoice {self.invoice_id}. Choose one that list_invoices() names."


class IllegalTransition(BillingError):
    """
    An invoice in this status cannot do that.
    """

    code = "illegal-transition"

    def __init__(self, invoice_id: UUID, status: str, wanted: str) -> None:
        super().__init__(invoice_id, status, wanted)
        self.invoice_id = invoice_id
        self.status = status
        self.wanted = wanted

    def __str__(self) -> str:
        return (
            f"Invoice {self.invoice_id} is {self.status} and cannot be {self.wanted}. "
            "Drafts are opened, open invoices are paid, and either can be voided while unpaid."
        )


class EmptyInvoice(BillingError):
    """
    An invoice has lines.
    """

    code = "empty-invoice"
    http_status = 422

    def __init__(self, subject: UUID) -> None:
        super().__init__(subject)
        self.subject = subject

    def __str__(self) -> str:
        return f"An invoice of {self.subject} would have no line. Give it one, or leave it."


class NumberingUnavailable(BillingError):
    """
    The legal entity's next number was not to be had; nothing was changed.
    """

    code = "numbering-unavailable"
    http_status = 503

    def __init__(self, legal_entity: str, reason: str) -> None:
        super().__init__(legal_entity, reason)
        self.legal_entity = legal_entity
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.legal_entity} has no next number for now: {self.reason}"


class RendererMissing(BillingError):
    """
    The library that writes PDF is not installed.
    """

    code = "renderer-missing"
    http_status = 503

    def __init__(self) -> None:
        super().__init__()

    def __str__(self) -> str:
        return "No PDF can be made here. Install billing-app[pdf], or take the CSV."


class DebtStands(BillingError):
    """
    The invoice asks for money that was paid out before its bank took it back.
    """

    code = "debt-stands"

    def __init__(self, invoice_id: UUID) -> None:
        super().__init__(invoice_id)
        self.invoice_id = invoice_id

    def __str__(self) -> str:
        return (
            f"Invoice {self.invoice_id} asks for money that was paid out, and stays: it is owed. "
            "Credit it if you forgive it, or mark it uncollectible."
        )
