"""
What does an invoice say?
"""

import dataclasses
import datetime as dt
import enum
from decimal import Decimal
from uuid import UUID

from billing_app.data.charges import ChargeKind, Payer
from domain_kit.money import Money
from domain_kit.periods import Period


class InvoiceStatus(enum.StrEnum):
    """
    draft -> open -> paid | void | uncollectible; uncollectible -> paid | void. Paid follows from
    payments. SENT and CANCELLED are what open and void were called before 3.0.0.
    """

    DRAFT = "draft"
    OPEN = "open"
    PAID = "paid"
    VOID = "void"
    UNCOLLECTIBLE = "uncollectible"
    SENT = "open"
    CANCELLED = "void"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """
    A line to be invoiced.
    """

    description: str
    amount: Money
    employee_id: int | str | None = None
    period: Period | None = None
    tax_category: str = "exempt"
    kind: ChargeKind = ChargeKind.RECURRING


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLine:
    """
    A line of an invoice; one of the kind tax is the tax on its category, at `tax_rate` (0.2 is 20 %).
    """

    id: UUID
    description: str
    amount: Money
    employee_id: str | None
    period: Period | None
    tax_category: str = "exempt"
    kind: ChargeKind = ChargeKind.RECURRING
    tax_rate: Decimal | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """
    An invoice; a draft has no number yet.
    """

    id: UUID
    account_id: UUID
    employer_id: UUID
    number: str | None
    status: InvoiceStatus
    issued_on: dt.date
    due_on: dt.date
    total: Money
    paid: Money
    lines: tuple[InvoiceLine, ...]
    payer: Payer = Payer.EMPLOYER
    purchase_order: str = ""
    finalised_at: dt.datetime | None = None

    @property
    def due(self) -> Money:
        """
        What is still owed.
        """
        return self.total - self.paid


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Tax:
    """
    A tax on lines of one category: its name on the invoice, its rate (0.2 is 20 %), and the ledger
    account that it is owed from.
    """

    name: str
    rate: Decimal
    ledger: str = "vat"
