"""
What is given back, and how?
"""

import dataclasses
import datetime as dt
from uuid import UUID

from billing_app.data.attempts import AttemptStatus
from billing_app.data.charges import ChargeKind
from domain_kit.money import Money


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CreditNoteLine:
    """
    What is given back of an invoice's line; `source_line_id` is None where no line is left.
    """

    id: UUID
    source_line_id: UUID | None
    description: str
    amount: Money
    kind: ChargeKind
    tax_category: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CreditNote:
    """
    A document that gives money back. `offset` of it settled what was due on the invoice when it was
    issued; the rest is the employer's balance, as a payment (`payment_id`) that can be allocated or
    refunded. Where the invoice was paid, the money that paid it is what became free.
    """

    id: UUID
    employer_id: UUID
    invoice_id: UUID | None
    payment_id: UUID
    number: str
    issued_on: dt.date
    reason: str
    lines: tuple[CreditNoteLine, ...]
    total: Money
    offset: Money

    @property
    def balance(self) -> Money:
        """
        What of it did not settle a due: it is the employer's, to be allocated or paid out.
        """
        return self.total - self.offset


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """
    Money that goes back to an employer: through the gateway that collected it, or by bank.
    """

    id: UUID
    employer_id: UUID
    payment_id: UUID
    amount: Money
    method: str
    status: AttemptStatus
    reference: str
    reason: str
    paid_on: dt.date
    detail: str = ""
