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
    CoverageLine,
    Declined,
    Invoice,
    InvoiceLine,
    InvoiceStatus,
    NewLine,
    Outcome,
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
    IllegalTransition,
    InvoiceNotFound,
    MustNotBeInTransaction,
    NothingToPay,
    OverPayment,
)
from billing_app.ports import CoverageSource, PaymentGateway
from billing_app.queries.invoices import account_for, get_invoice, list_charges, list_invoices
from billing_app.services.apply_payment import apply_payment
from billing_app.services.cancel_invoice import cancel_invoice
from billing_app.services.create_invoice import InvoiceService, create_invoice
from billing_app.services.open_account import open_account
from billing_app.services.pay_invoice import pay_invoice
from billing_app.services.reconcile_attempts import reconcile_attempts
from billing_app.services.record_coverage import record_coverage
from billing_app.services.run_billing import run_billing
from billing_app.services.send_invoice import send_invoice

__all__ = [
    "Account",
    "AccountExists",
    "AccountNotFound",
    "AttemptInFlight",
    "AttemptStatus",
    "BillingError",
    "Charge",
    "ChargeKind",
    "ChargeRequest",
    "CoverageLine",
    "CoverageSource",
    "Declined",
    "IllegalTransition",
    "Invoice",
    "InvoiceLine",
    "InvoiceNotFound",
    "InvoiceService",
    "InvoiceStatus",
    "MustNotBeInTransaction",
    "NewLine",
    "NothingToPay",
    "Outcome",
    "OverPayment",
    "Payment",
    "PaymentAttempt",
    "PaymentGateway",
    "Pending",
    "Succeeded",
    "Unavailable",
    "Unknown",
    "account_for",
    "apply_payment",
    "cancel_invoice",
    "create_invoice",
    "get_invoice",
    "list_charges",
    "list_invoices",
    "open_account",
    "pay_invoice",
    "reconcile_attempts",
    "record_coverage",
    "run_billing",
    "send_invoice",
]
