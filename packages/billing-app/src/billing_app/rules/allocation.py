"""
Which part of a payment belongs to which invoice?
"""

from collections.abc import Iterable
from uuid import UUID

from billing_app.data import InvoiceStatus
from domain_kit.money import Money

ASKED = InvoiceStatus.SENT
"""The status of an invoice that asks for its money."""
PAYABLE = (ASKED.value, "open", "uncollectible")
"""The statuses in which an invoice may be paid, in the words of 3.0.0 as well, which may be upgrading
beside this release."""


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
