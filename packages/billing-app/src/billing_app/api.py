"""
The public surface of the billing domain.

A host may import these names and no others; every other module may change in any release.
Import this after Django has loaded its apps.
"""

from billing_app.data import (
    Account,
    AttemptStatus,
    Charge,
    ChargeKind,
    ChargeRequest,
    Collection,
    CoverageLine,
    Declined,
    Invoice,
    InvoiceLine,
    InvoiceStatus,
    NewLine,
    Outcome,
    Payer,
    Payment,
    PaymentAttempt,
    Pending,
    Succeeded,
    Unavailable,
    Unknown,
)
from billing_app.errors import (
    AccountExists,
    AccountNotFound,
    AttemptInFlight,
    BillingError,
    BillingSuspended,
    ChargeNotFound,
    DateOutOfRange,
    EmptyInvoice,
    IllegalTransition,
    InvoiceNotFound,
    MustNotBeInTransaction,
    NothingToPay,
    NotOnHold,
    NumberingUnavailable,
    OverPayment,
    UnusableValue,
)
from billing_app.ports import CoverageSource, PaymentGateway
from billing_app.queries.invoices import account_for, get_invoice, list_charges, list_invoices
from billing_app.services.apply_payment import apply_payment
from billing_app.services.cancel_invoice import cancel_invoice
from billing_app.services.change_account import change_account
from billing_app.services.create_invoice import InvoiceService
from billing_app.services.finalise_invoice import finalise_invoice
from billing_app.services.hold_account import hold_account, release_account
from billing_app.services.open_account import open_account
from billing_app.services.pay_invoice import pay_invoice
from billing_app.services.reconcile_attempts import reconcile_attempts
from billing_app.services.record_coverage import record_coverage
from billing_app.services.run_billing import run_billing
from billing_app.services.send_invoice import send_invoice
from billing_app.services.void_invoice import void_invoice

__all__ = [
    "Account",
    "AccountExists",
    "AccountNotFound",
    "AttemptInFlight",
    "AttemptStatus",
    "BillingError",
    "BillingSuspended",
    "Charge",
    "ChargeKind",
    "ChargeNotFound",
    "ChargeRequest",
    "Collection",
    "CoverageLine",
    "CoverageSource",
    "DateOutOfRange",
    "Declined",
    "EmptyInvoice",
    "IllegalTransition",
    "Invoice",
    "InvoiceLine",
    "InvoiceNotFound",
    "InvoiceService",
    "InvoiceStatus",
    "MustNotBeInTransaction",
    "NewLine",
    "NotOnHold",
    "NothingToPay",
    "NumberingUnavailable",
    "Outcome",
    "OverPayment",
    "Payer",
    "Payment",
    "PaymentAttempt",
    "PaymentGateway",
    "Pending",
    "Succeeded",
    "Unavailable",
    "Unknown",
    "UnusableValue",
    "account_for",
    "apply_payment",
    "cancel_invoice",
    "change_account",
    "finalise_invoice",
    "get_invoice",
    "hold_account",
    "list_charges",
    "list_invoices",
    "open_account",
    "pay_invoice",
    "reconcile_attempts",
    "record_coverage",
    "release_account",
    "run_billing",
    "send_invoice",
    "void_invoice",
]
