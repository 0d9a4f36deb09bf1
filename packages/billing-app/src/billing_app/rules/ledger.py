"""
Which account of the ledger keeps what an invoice's line asks for?
"""

from billing_app.data import ChargeKind

RECEIVABLE, BAD_DEBT, SUSPENSE = "receivable", "bad-debt", "suspense"
CASH, CUSTOMER_CREDIT, REFUNDS_PAYABLE = "cash", "customer-credit", "refunds-payable"
PREMIUM_PAYABLE, REVENUE = "premium-payable", "revenue"


def ledger_of(kind: ChargeKind) -> str:
    """
    Premiums are owed on to the insurer, fees are ours. What a tax is owed from, its rule says.
    """
    return REVENUE if kind is ChargeKind.FEE else PREMIUM_PAYABLE
