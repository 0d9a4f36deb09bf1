"""
Why is nothing collected now?
"""

from uuid import UUID

from billing_app.errors.base import BillingError


class AttemptInFlight(BillingError):
    """
    An earlier attempt may still collect this invoice.
    """

    code = "attempt-in-flight"

    def __init__(self, invoice_id: UUID, attempt_id: UUID | None = None) -> None:
        super().__init__(invoice_id, attempt_id)
        self.invoice_id = invoice_id
        self.attempt_id = attempt_id

    def __str__(self) -> str:
        attempt = f" by attempt {self.attempt_id}" if self.attempt_id else ""
        return (
            f"Invoice {self.invoice_id} is being collected{attempt}, and nobody knows the outcome "
            "yet. Reconcile that attempt before starting another: reconcile_attempts() asks the "
            "gateway, and close_attempt() ends one that it will never answer for."
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


class AttemptNotFound(BillingError):
    """
    No such attempt among those the actor may see.
    """

    code = "attempt-not-found"
    http_status = 404

    def __init__(self, attempt_id: UUID) -> None:
        super().__init__(attempt_id)
        self.attempt_id = attempt_id

    def __str__(self) -> str:
        return f"There is no attempt {self.attempt_id}. Choose one that list_attempts() names."


class AttemptDecided(BillingError):
    """
    The attempt has its outcome already.
    """

    code = "attempt-decided"

    def __init__(self, attempt_id: UUID, status: str) -> None:
        super().__init__(attempt_id, status)
        self.attempt_id = attempt_id
        self.status = status

    def __str__(self) -> str:
        return (
            f"Attempt {self.attempt_id} is {self.status} and cannot be closed. "
            "Allocate its payment, or collect the invoice with a new attempt."
        )
