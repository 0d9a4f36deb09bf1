"""
The tables of the billing domain.
"""

from billing_app.models.account import BillingAccount
from billing_app.models.alert import Alert
from billing_app.models.charge import Charge
from billing_app.models.command import CommandRecord
from billing_app.models.cover import Cover
from billing_app.models.invoice import Invoice, InvoiceLine
from billing_app.models.number_series import NumberSeries
from billing_app.models.payment import (
    Payment,
    PaymentAllocation,
    PaymentAttempt,
    RepairedAttempt,
)
from billing_app.models.repaired_number import RepairedNumber
from billing_app.models.run import BillingRun

__all__ = [
    "Alert",
    "BillingAccount",
    "BillingRun",
    "Charge",
    "CommandRecord",
    "Cover",
    "Invoice",
    "InvoiceLine",
    "NumberSeries",
    "Payment",
    "PaymentAllocation",
    "PaymentAttempt",
    "RepairedAttempt",
    "RepairedNumber",
]
