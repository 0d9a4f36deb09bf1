"""
The tables of the billing domain.
"""

from billing_app.models.account import BillingAccount
from billing_app.models.charge import Charge
from billing_app.models.command import CommandRecord
from billing_app.models.invoice import Invoice, InvoiceLine
from billing_app.models.payment import Payment, PaymentAttempt, RepairedAttempt

__all__ = [
    "BillingAccount",
    "Charge",
    "CommandRecord",
    "Invoice",
    "InvoiceLine",
    "Payment",
    "PaymentAttempt",
    "RepairedAttempt",
]
