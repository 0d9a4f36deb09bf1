"""
The public surface of the billing domain.

A host may import these names and no others; every other module may change in any release.
Import this after Django has loaded its apps.
"""

from billing_app.data import (
    Account,
    AccountSummary,
    Alert,
    Allocation,
    AttemptStatus,
    BillingPreview,
    BillingRun,
    Capability,
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
    NotFound,
    Outcome,
    Payer,
    Payment,
    PaymentAttempt,
    Pending,
    PreviewLine,
    Receipt,
    Recorded,
    RefundRequest,
    RunStatus,
    Succeeded,
    Unavailable,
    Unknown,
)
from billing_app.errors import (
    AccountExists,
    AccountNotFound,
    AlertNotFound,
    AllocationNotFound,
    AttemptDecided,
    AttemptInFlight,
    AttemptNotFound,
    BillingError,
    BillingSuspended,
    ChargeNotFound,
    CoverageNotRead,
    DateOutOfRange,
    EmptyInvoice,
    IllegalTransition,
    InvoiceNotFound,
    MonthsNotLocked,
    MustNotBeInTransaction,
    NothingToPay,
    NotOnHold,
    NumberingUnavailable,
    OverAllocation,
    OverPayment,
    PaymentNotFound,
    PaymentReversed,
    RunNotFound,
    SourceNamedTwice,
    TooManyMonths,
    UnusableValue,
)
from billing_app.ports import (
    CoverageSource,
    PaymentGateway,
    RefundingGateway,
    capabilities_of,
)
from billing_app.queries.account_summary import account_summary
from billing_app.queries.invoices import account_for, get_invoice, list_charges, list_invoices
from billing_app.queries.payments import (
    get_payment,
    list_alerts,
    list_attempts,
    list_payments,
)
from billing_app.queries.runs import get_run, list_runs
from billing_app.services.alerts import resolve_alert
from billing_app.services.allocate import allocate, auto_allocate
from billing_app.services.apply_payment import apply_payment
from billing_app.services.cancel_invoice import cancel_invoice
from billing_app.services.change_account import change_account
from billing_app.services.close_attempt import close_attempt
from billing_app.services.collect import collect
from billing_app.services.create_invoice import InvoiceService
from billing_app.services.finalise_invoice import finalise_invoice
from billing_app.services.hold_account import hold_account, release_account
from billing_app.services.lock_months import lock_months
from billing_app.services.open_account import open_account
from billing_app.services.preview_billing import preview_billing
from billing_app.services.reconcile_attempts import reconcile_attempts, reconcile_due_attempts
from billing_app.services.record_bank_receipt import record_bank_receipt
from billing_app.services.record_coverage import record_coverage
from billing_app.services.reverse_payment import reverse_payment
from billing_app.services.run_billing import bill_employer, run_billing
from billing_app.services.send_invoice import send_invoice
from billing_app.services.unallocate import unallocate
from billing_app.services.void_invoice import void_invoice

__all__ = [
    "Account",
    "AccountExists",
    "AccountNotFound",
    "AccountSummary",
    "Alert",
    "AlertNotFound",
    "Allocation",
    "AllocationNotFound",
    "AttemptDecided",
    "AttemptInFlight",
    "AttemptNotFound",
    "AttemptStatus",
    "BillingError",
    "BillingPreview",
    "BillingRun",
    "BillingSuspended",
    "Capability",
    "Charge",
    "ChargeKind",
    "ChargeNotFound",
    "ChargeRequest",
    "Collection",
    "CoverageLine",
    "CoverageNotRead",
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
    "MonthsNotLocked",
    "MustNotBeInTransaction",
    "NewLine",
    "NotFound",
    "NotOnHold",
    "NothingToPay",
    "NumberingUnavailable",
    "Outcome",
    "OverAllocation",
    "OverPayment",
    "Payer",
    "Payment",
    "PaymentAttempt",
    "PaymentGateway",
    "PaymentNotFound",
    "PaymentReversed",
    "Pending",
    "PreviewLine",
    "Receipt",
    "Recorded",
    "RefundRequest",
    "RefundingGateway",
    "RunNotFound",
    "RunStatus",
    "SourceNamedTwice",
    "Succeeded",
    "TooManyMonths",
    "Unavailable",
    "Unknown",
    "UnusableValue",
    "account_for",
    "account_summary",
    "allocate",
    "apply_payment",
    "auto_allocate",
    "bill_employer",
    "cancel_invoice",
    "capabilities_of",
    "change_account",
    "close_attempt",
    "collect",
    "finalise_invoice",
    "get_invoice",
    "get_payment",
    "get_run",
    "hold_account",
    "list_alerts",
    "list_attempts",
    "list_charges",
    "list_invoices",
    "list_payments",
    "list_runs",
    "lock_months",
    "open_account",
    "preview_billing",
    "reconcile_attempts",
    "reconcile_due_attempts",
    "record_bank_receipt",
    "record_coverage",
    "release_account",
    "resolve_alert",
    "reverse_payment",
    "run_billing",
    "send_invoice",
    "unallocate",
    "void_invoice",
]
