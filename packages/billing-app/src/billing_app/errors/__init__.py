"""
Which refusals should a caller of billing_app.api expect?
"""

from billing_app.errors.accounts import AccountExists, AccountNotFound, BillingSuspended, NotOnHold
from billing_app.errors.alerts import AlertNotFound
from billing_app.errors.attempts import (
    AttemptDecided,
    AttemptInFlight,
    AttemptNotFound,
    MustNotBeInTransaction,
)
from billing_app.errors.base import BillingError
from billing_app.errors.credits import (
    CreditExceedsLine,
    CreditNoteNotFound,
    CreditStands,
    LineNotFound,
    NoBalance,
    NothingToCredit,
    RefundDecided,
    RefundNotFound,
)
from billing_app.errors.invoices import (
    DebtStands,
    EmptyInvoice,
    IllegalTransition,
    InvoiceNotFound,
    NumberingUnavailable,
    RendererMissing,
)
from billing_app.errors.payments import (
    AllocationNotFound,
    NothingToPay,
    OverAllocation,
    OverPayment,
    PaymentNotFound,
    PaymentReversed,
)
from billing_app.errors.runs import (
    ChargeNotFound,
    CoverageNotRead,
    MonthsNotLocked,
    RunNotFound,
    SourceNamedTwice,
    TooManyMonths,
)
from billing_app.errors.values import DateOutOfRange, UnusableValue
from billing_app.errors.webhooks import EndpointNotAllowed, EndpointNotFound, SignatureInvalid

__all__ = [
    "AccountExists",
    "AccountNotFound",
    "AlertNotFound",
    "AllocationNotFound",
    "AttemptDecided",
    "AttemptInFlight",
    "AttemptNotFound",
    "BillingError",
    "BillingSuspended",
    "ChargeNotFound",
    "CoverageNotRead",
    "CreditExceedsLine",
    "CreditNoteNotFound",
    "CreditStands",
    "DateOutOfRange",
    "DebtStands",
    "EmptyInvoice",
    "EndpointNotAllowed",
    "EndpointNotFound",
    "IllegalTransition",
    "InvoiceNotFound",
    "LineNotFound",
    "MonthsNotLocked",
    "MustNotBeInTransaction",
    "NoBalance",
    "NotOnHold",
    "NothingToCredit",
    "NothingToPay",
    "NumberingUnavailable",
    "OverAllocation",
    "OverPayment",
    "PaymentNotFound",
    "PaymentReversed",
    "RefundDecided",
    "RefundNotFound",
    "RendererMissing",
    "RunNotFound",
    "SignatureInvalid",
    "SourceNamedTwice",
    "TooManyMonths",
    "UnusableValue",
]

# Each class has one public home, whatever file it is in: what is pickled, and the recorded surface,
# name this package.
for _name in __all__:
    if isinstance(globals()[_name], type):
        globals()[_name].__module__ = __name__
