"""
Why is nothing given back?
"""

from uuid import UUID

from billing_app.errors.base import BillingError


class CreditExceedsLine(BillingError):
    """
    More would be given back of a line than it asked for.
    """

    code = "credit-exceeds-line"
    http_status = 422

    def __init__(self, line_id: UUID, offered: str, left: str) -> None:
        super().__init__(line_id, offered, left)
        self.line_id = line_id
        self.offered = offered
        self.left = left

    def __str__(self) -> str:
        return (
            f"Line {self.line_id} has {self.left} left to credit, less than {self.offered}. "
            "Credit that much at the most."
        )


class NothingToCredit(BillingError):
    """
    Nothing of the invoice is left to give back.
    """

    code = "nothing-to-credit"
    http_status = 422

    def __init__(self, invoice_id: UUID) -> None:
        super().__init__(invoice_id)
        self.invoice_id = invoice_id

    def __str__(self) -> str:
        return (
            f"Invoice {self.invoice_id} has nothing left to credit. "
            "Name lines that ask for money and were not credited in full."
        )


class LineNotFound(BillingError):
    """
    No such line on the invoice, or one that follows from others.
    """

    code = "line-not-found"
    http_status = 404

    def __init__(self, line_id: UUID) -> None:
        super().__init__(line_id)
        self.line_id = line_id

    def __str__(self) -> str:
        return (
            f"The invoice has no line {self.line_id} that can be credited. Name lines that "
            "get_invoice() shows; tax follows them by itself."
        )


class CreditNoteNotFound(BillingError):
    """
    No such credit note among those the actor may see.
    """

    code = "credit-note-not-found"
    http_status = 404

    def __init__(self, credit_note_id: UUID) -> None:
        super().__init__(credit_note_id)
        self.credit_note_id = credit_note_id

    def __str__(self) -> str:
        return (
            f"There is no credit note {self.credit_note_id}. "
            "Choose one that list_credit_notes() names."
        )


class CreditStands(BillingError):
    """
    A credit note's money cannot bounce.
    """

    code = "credit-stands"

    def __init__(self, payment_id: UUID) -> None:
        super().__init__(payment_id)
        self.payment_id = payment_id

    def __str__(self) -> str:
        return (
            f"Payment {self.payment_id} is a credit note's and cannot be reversed. "
            "Invoice again what should not have been credited."
        )


class NoBalance(BillingError):
    """
    The employer has no money that could be paid out, or less than that.
    """

    code = "no-balance"
    http_status = 422

    def __init__(self, subject: UUID, offered: str, left: str) -> None:
        super().__init__(subject, offered, left)
        self.subject = subject
        self.offered = offered
        self.left = left

    def __str__(self) -> str:
        return (
            f"{self.subject} has {self.left} to pay out, and {self.offered} was asked for. "
            "Pay out a positive amount up to that; take money off an invoice first if it is wrong there."
        )


class RefundNotFound(BillingError):
    """
    No such refund among those the actor may see.
    """

    code = "refund-not-found"
    http_status = 404

    def __init__(self, refund_id: UUID) -> None:
        super().__init__(refund_id)
        self.refund_id = refund_id

    def __str__(self) -> str:
        return f"There is no refund {self.refund_id}. Choose one that list_refunds() names."


class RefundDecided(BillingError):
    """
    The refund has its outcome already.
    """

    code = "refund-decided"

    def __init__(self, refund_id: UUID, status: str) -> None:
        super().__init__(refund_id, status)
        self.refund_id = refund_id
        self.status = status

    def __str__(self) -> str:
        return f"Refund {self.refund_id} is {self.status}. There is nothing to decide any more."
