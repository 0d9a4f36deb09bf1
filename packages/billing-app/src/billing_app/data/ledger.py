"""
What do the books say of one account?
"""

import dataclasses
import datetime as dt
from uuid import UUID

from domain_kit.money import Money


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LedgerBalance:
    """
    What one ledger account holds in one currency: `balance` is debits minus credits.
    """

    ledger: str
    debit: Money
    credit: Money

    @property
    def balance(self) -> Money:
        """
        Debits minus credits.
        """
        return self.debit - self.credit


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """
    What one fact adds to one ledger account: a debit if positive, a credit if negative.
    """

    id: int
    entry_id: int
    kind: str
    subject: UUID
    day: dt.date
    text: str
    ledger: str
    amount: Money


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """
    A day's change of what an employer owes: positive if it owes more.
    """

    day: dt.date
    kind: str
    text: str
    amount: Money
    balance: Money


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """
    What an employer owed at first, what changed from `first` to `last`, and what it owed then; below
    nothing, the employer has a balance.
    """

    employer_id: UUID
    first: dt.date
    last: dt.date
    opening: Money
    lines: tuple[StatementLine, ...]
    closing: Money


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Ageing:
    """
    How late an employer's open dues are, in one currency: `days_30` is 1 to 30 days late.
    """

    employer_id: UUID
    not_due: Money
    days_30: Money
    days_60: Money
    days_90: Money
    older: Money

    @property
    def total(self) -> Money:
        """
        All that is open.
        """
        return self.not_due + self.days_30 + self.days_60 + self.days_90 + self.older
