"""
Which values cross the boundary of the billing domain?
"""

from billing_app.data.accounts import Account, AccountStanding, AccountSummary, Collection
from billing_app.data.alerts import Alert
from billing_app.data.attempts import IN_FLIGHT, REFUND_FAILED, AttemptStatus, PaymentAttempt
from billing_app.data.charges import Charge, ChargeKind, CoverageLine, MonthCost, Payer
from billing_app.data.credits import CreditNote, CreditNoteLine, Refund
from billing_app.data.dunning import DunningStage, DunningStep
from billing_app.data.gateways import (
    Capability,
    ChargeRequest,
    Declined,
    NotFound,
    Outcome,
    Pending,
    Recorded,
    RefundRequest,
    Succeeded,
    Unavailable,
    Unknown,
)
from billing_app.data.invoices import Invoice, InvoiceLine, InvoiceStatus, NewLine, Tax
from billing_app.data.ledger import Ageing, LedgerBalance, Posting, Statement, StatementLine
from billing_app.data.payments import Allocation, Payment, Receipt
from billing_app.data.runs import BillingPreview, BillingRun, PreviewLine, RunStatus

__all__ = [
    "IN_FLIGHT",
    "REFUND_FAILED",
    "Account",
    "AccountStanding",
    "AccountSummary",
    "Ageing",
    "Alert",
    "Allocation",
    "AttemptStatus",
    "BillingPreview",
    "BillingRun",
    "Capability",
    "Charge",
    "ChargeKind",
    "ChargeRequest",
    "Collection",
    "CoverageLine",
    "CreditNote",
    "CreditNoteLine",
    "Declined",
    "DunningStage",
    "DunningStep",
    "Invoice",
    "InvoiceLine",
    "InvoiceStatus",
    "LedgerBalance",
    "MonthCost",
    "NewLine",
    "NotFound",
    "Outcome",
    "Payer",
    "Payment",
    "PaymentAttempt",
    "Pending",
    "Posting",
    "PreviewLine",
    "Receipt",
    "Recorded",
    "Refund",
    "RefundRequest",
    "RunStatus",
    "Statement",
    "StatementLine",
    "Succeeded",
    "Tax",
    "Unavailable",
    "Unknown",
]

# Each class has one public home, whatever file it is in: what is pickled, and the recorded surface,
# name this package.
for _name in __all__:
    if isinstance(globals()[_name], type):
        globals()[_name].__module__ = __name__
