"""
What is known of an employer's account?
"""

import dataclasses
import enum
from uuid import UUID

from domain_kit.money import Money


class Collection(enum.StrEnum):
    """
    Who starts to collect an account's invoices: the product, or somebody each time.
    """

    AUTO = "auto"
    MANUAL = "manual"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """
    Where an employer's debts are kept, in one currency; `terms_days` from issue to due date.

    `hold_reason` is empty unless billing is suspended.
    """

    id: UUID
    employer_id: UUID
    legal_entity: str
    currency: str
    terms_days: int
    time_zone: str
    collection: Collection = Collection.MANUAL
    hold_reason: str = ""
    billing_email: str = ""
    purchase_order: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AccountSummary:
    """
    What an employer owes on open invoices, what of it is past its due date, what charges wait for
    an invoice, and money that belongs to none.
    """

    due: Money
    overdue: Money
    waiting: Money
    waiting_charges: int
    unallocated: Money


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AccountStanding:
    """
    An account and how it stands.
    """

    account: Account
    summary: AccountSummary
