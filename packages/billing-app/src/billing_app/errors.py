"""
Which refusals should a caller of billing_app.api expect?
"""

import datetime as dt
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
            "Drafts are opened, open invoices are paid, and either can be voided while unpaid."
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


class DateOutOfRange(BillingError):
    """
    A day that no invoice of today can mean.
    """

    code = "date-out-of-range"
    http_status = 422

    def __init__(self, field: str, day: dt.date, first: dt.date, last: dt.date) -> None:
        super().__init__(field, day, first, last)
        self.field = field
        self.day = day
        self.first = first
        self.last = last

    def __str__(self) -> str:
        return f"{self.field} is {self.day}. Give a day from {self.first} to {self.last}."


class UnusableValue(BillingError):
    """
    A value of a request that its column cannot keep, or that means nothing.
    """

    code = "unusable-value"
    http_status = 422

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(field, wanted)
        self.field = field
        self.wanted = wanted

    def __str__(self) -> str:
        return f"{self.field} cannot be used. Give {self.wanted}."


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


class BillingSuspended(BillingError):
    """
    The account is on hold: somebody holds it, or a run parked it because its figures looked wrong.
    """

    code = "billing-suspended"

    def __init__(self, employer_id: UUID, reason: str) -> None:
        super().__init__(employer_id, reason)
        self.employer_id = employer_id
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"Billing of employer {self.employer_id} is on hold: {self.reason} "
            "Look into it, then release the account."
        )


class NotOnHold(BillingError):
    """
    The account is not on hold.
    """

    code = "not-on-hold"

    def __init__(self, employer_id: UUID) -> None:
        super().__init__(employer_id)
        self.employer_id = employer_id

    def __str__(self) -> str:
        return (
            f"Billing of employer {self.employer_id} is not on hold. There is nothing to release."
        )


class ChargeNotFound(BillingError):
    """
    No such charge among those the actor may see.
    """

    code = "charge-not-found"
    http_status = 404

    def __init__(self, charge_id: UUID) -> None:
        super().__init__(charge_id)
        self.charge_id = charge_id

    def __str__(self) -> str:
        return f"There is no charge {self.charge_id}. Choose one that list_charges() names."


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


class AlertNotFound(BillingError):
    """
    No such alert among those the actor may see.
    """

    code = "alert-not-found"
    http_status = 404

    def __init__(self, alert_id: UUID) -> None:
        super().__init__(alert_id)
        self.alert_id = alert_id

    def __str__(self) -> str:
        return f"There is no alert {self.alert_id}. Choose one that list_alerts() names."


class CoverageNotRead(BillingError):
    """
    The coverage source failed, so nobody knows what is to be charged.
    """

    code = "coverage-not-read"
    http_status = 503

    def __init__(self, employer_id: UUID, cause: str) -> None:
        super().__init__(employer_id, cause)
        self.employer_id = employer_id
        self.cause = cause

    def __str__(self) -> str:
        return (
            f"The cover of employer {self.employer_id} could not be read ({self.cause}), and this "
            "run charged nothing. Run it again with the same key once the source answers."
        )


class SourceNamedTwice(BillingError):
    """
    The coverage source gives two lines for one source.
    """

    code = "source-named-twice"
    http_status = 422

    def __init__(self, source_id: UUID) -> None:
        super().__init__(source_id)
        self.source_id = source_id

    def __str__(self) -> str:
        return (
            f"The coverage source names {self.source_id} twice, and nothing was charged. "
            "Give each source one line, and a new price a source of its own."
        )


class TooManyMonths(BillingError):
    """
    More months are open than a run may charge.
    """

    code = "too-many-months"
    http_status = 422

    def __init__(self, employer_id: UUID, first: dt.date, month: dt.date) -> None:
        super().__init__(employer_id, first, month)
        self.employer_id = employer_id
        self.first = first
        self.month = month

    def __str__(self) -> str:
        return (
            f"Employer {self.employer_id} would be charged for every month from {self.first:%Y-%m} "
            f"to {self.month:%Y-%m}. Give an earlier month, or lock the months that are finished."
        )


class RunNotFound(BillingError):
    """
    There is no such billing run, or the actor cannot see it.
    """

    code = "run-not-found"
    http_status = 404

    def __init__(self, run_id: UUID) -> None:
        super().__init__(run_id)
        self.run_id = run_id

    def __str__(self) -> str:
        return f"There is no billing run {self.run_id}. List the employer's runs to see which are."


class MonthsNotLocked(BillingError):
    """
    Later months are locked already.
    """

    code = "months-not-locked"

    def __init__(self, employer_id: UUID, locked_through: dt.date) -> None:
        super().__init__(employer_id, locked_through)
        self.employer_id = employer_id
        self.locked_through = locked_through

    def __str__(self) -> str:
        return (
            f"The months of employer {self.employer_id} are locked through {self.locked_through}, "
            "and locked months are not opened again. Give a later day."
        )


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


class SignatureInvalid(BillingError):
    """
    A webhook is not, or not provably, its gateway's (C-38). Nothing of it is kept.
    """

    code = "signature-invalid"
    http_status = 400

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"The webhook was refused: {self.reason}. Sign its raw bytes, and send it again."


class EndpointNotAllowed(BillingError):
    """
    Events are not sent to this URL (C-39).
    """

    code = "endpoint-not-allowed"
    http_status = 422

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(url, reason)
        self.url = url
        self.reason = reason

    def __str__(self) -> str:
        return f"No event is sent to {self.url!r}: {self.reason}. Give a public https URL."


class EndpointNotFound(BillingError):
    """
    There is no such endpoint, or the actor cannot see it.
    """

    code = "endpoint-not-found"
    http_status = 404

    def __init__(self, endpoint_id: UUID) -> None:
        super().__init__(endpoint_id)
        self.endpoint_id = endpoint_id

    def __str__(self) -> str:
        return f"There is no endpoint {self.endpoint_id}. Choose one that list_endpoints() names."


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
