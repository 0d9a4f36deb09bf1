"""
Why can money not be recorded or placed like that?
"""

from uuid import UUID

from billing_app.errors.base import BillingError


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


class OverAllocation(BillingError):
    """
    More than a payment has left, or more than an invoice is due.
    """

    code = "over-allocation"

    def __init__(self, subject: UUID, offered: str, left: str) -> None:
        super().__init__(subject, offered, left)
        self.subject = subject
        self.offered = offered
        self.left = left

    def __str__(self) -> str:
        return (
            f"{self.offered} cannot be allocated: {self.subject} has room for {self.left}. "
            "Allocate that much, and leave the rest as credit."
        )


class PaymentNotFound(BillingError):
    """
    No such payment among those the actor may see.
    """

    code = "payment-not-found"
    http_status = 404

    def __init__(self, payment_id: UUID) -> None:
        super().__init__(payment_id)
        self.payment_id = payment_id

    def __str__(self) -> str:
        return f"There is no payment {self.payment_id}. Choose one that list_payments() names."


class PaymentReversed(BillingError):
    """
    The payment's money was taken back.
    """

    code = "payment-reversed"

    def __init__(self, payment_id: UUID) -> None:
        super().__init__(payment_id)
        self.payment_id = payment_id

    def __str__(self) -> str:
        return (
            f"Payment {self.payment_id} was reversed and has no money left. "
            "Record a new receipt if the money has come again."
        )


class AllocationNotFound(BillingError):
    """
    No such allocation in force among those the actor may see.
    """

    code = "allocation-not-found"
    http_status = 404

    def __init__(self, allocation_id: UUID) -> None:
        super().__init__(allocation_id)
        self.allocation_id = allocation_id

    def __str__(self) -> str:
        return (
            f"There is no allocation {self.allocation_id} in force. "
            "Choose one of a payment that list_payments() names."
        )
