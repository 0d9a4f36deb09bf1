"""
Which part of a payment belongs to which invoice?
"""

from collections.abc import Iterable
from uuid import UUID

from billing_app.data import InvoiceStatus
from domain_kit.money import Money

PAYABLE = (InvoiceStatus.SENT,)
"""The statuses in which an invoice may be paid."""


def oldest_first(
    dues: Iterable[tuple[UUID, Money]], amount: Money
) -> tuple[tuple[tuple[UUID, Money], ...], Money]:
    """
    What each invoice gets, in the order given, and what is left over (C-33): 900 over dues of 500,
    300 and 250 are 500, 300 and 100.
    """
    parts = []
    for invoice_id, due in dues:
        part = min(due, amount, key=lambda each: each.minor)
        if part > Money.zero(amount.currency):
            parts.append((invoice_id, part))
            amount -= part
    return tuple(parts), amount
