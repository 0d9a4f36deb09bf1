"""
What was received, and what does it pay?
"""

import dataclasses
import datetime as dt
from uuid import UUID

from domain_kit.money import Money


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """
    Money received for an invoice. `repeated_reference` warns that an earlier payment of the account
    has the same reference: it may be the same transfer.
    """

    id: UUID
    invoice_id: UUID
    amount: Money
    received_on: dt.date
    reference: str
    repeated_reference: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """
    What of a payment belongs to an invoice, unless it was taken back.
    """

    id: UUID
    payment_id: UUID
    invoice_id: UUID
    amount: Money
    allocated_at: dt.datetime
    reversed_at: dt.datetime | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """
    Money received from an employer, and what of it belongs to which invoice; the rest is credit.

    `repeated_reference` warns that an earlier payment of the account has the same reference.
    `debit_invoice_id` asks for what of a reversed one had been paid out.
    """

    id: UUID
    employer_id: UUID
    amount: Money
    received_on: dt.date
    reference: str
    method: str
    allocations: tuple[Allocation, ...]
    reversed_at: dt.datetime | None = None
    repeated_reference: bool = False
    refunded: Money | None = None
    debit_invoice_id: UUID | None = None

    @property
    def unallocated(self) -> Money:
        """
        What belongs to no invoice yet, and was not paid out.
        """
        zero = Money.zero(self.amount.currency)
        if self.reversed_at is not None:
            return zero
        live = (each.amount for each in self.allocations if each.reversed_at is None)
        return self.amount - sum(live, zero) - (self.refunded or zero)
