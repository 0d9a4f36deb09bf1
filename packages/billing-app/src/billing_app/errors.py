"""
Which refusals should a caller of billing_app.api expect?
"""

from uuid import UUID

from domain_kit.errors import DomainError


class BillingError(DomainError):
    """
    Base of every refusal of this domain.
    """

    code = "billing-refused"


class AccountNotFound(BillingError):
    """
    The employer has no billing account, or the actor cannot see it.
    """

    code = "account-not-found"
    http_status = 404

    def __init__(self, sought: UUID) -> None:
        super().__init__(sought)
        self.sought = sought

    def __str__(self) -> str:
        return f"There is no billing account for {self.sought}. Open one first."


class AccountExists(BillingError):
    """
    The employer already has an account.
    """

    code = "account-exists"

    def __init__(self, employer_id: UUID) -> None:
        super().__init__(employer_id)
        self.employer_id = employer_id

    def __str__(self) -> str:
        return f"Employer {self.employer_id} already has a billing account. Use that one."


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
            "Drafts are sent, sent invoices are paid, and either can be cancelled while unpaid."
        )


class OverPayment(BillingError):
    """
    More money than the invoice is due.
    """

    code = "over-payment"

    def __init__(self, invoice_id: UUID, offered: str, due: str) -> None:
        super().__init__(invoice_id, offered, due)
        self.invoice_id = invoice_id
        self.offered = offered
        self.due = due

    def __str__(self) -> str:
        return (
            f"Invoice {self.invoice_id} is due {self.due}, less than {self.offered}. "
            "Record what belongs to this invoice, and the rest on another one."
        )


class NothingToPay(BillingError):
    """
    A payment is more than nothing.
    """

    code = "nothing-to-pay"
    http_status = 422

    def __init__(self, offered: str) -> None:
        super().__init__(offered)
        self.offered = offered

    def __str__(self) -> str:
        return f"A payment is a positive amount, not {self.offered}. Reverse money with a refund."


class AttemptInFlight(BillingError):
    """
    An earlier attempt may still collect this invoice.
    """

    code = "attempt-in-flight"

    def __init__(self, invoice_id: UUID) -> None:
        super().__init__(invoice_id)
        self.invoice_id = invoice_id

    def __str__(self) -> str:
        return (
            f"Invoice {self.invoice_id} is being collected, and nobody knows the outcome yet. "
            "Reconcile that attempt before starting another."
        )


class MustNotBeInTransaction(BillingError):
    """
    A gateway call inside a transaction could be repeated by its retry (C-35).
    """

    code = "must-not-be-in-transaction"
    http_status = 500

    def __init__(self, command: str) -> None:
        super().__init__(command)
        self.command = command

    def __str__(self) -> str:
        return (
            f"{self.command} calls the payment gateway and must not run inside a transaction. "
            "Call it outside transaction.atomic() and with ATOMIC_REQUESTS off for that view."
        )
