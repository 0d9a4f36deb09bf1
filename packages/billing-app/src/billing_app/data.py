"""
Which values cross the boundary of the billing domain?
"""

import dataclasses
import datetime as dt
import enum
from uuid import UUID

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


class AttemptStatus(enum.StrEnum):
    """
    created -> sent -> succeeded | pending | declined | unavailable | unknown; the gateway is asked
    again about pending and unknown ones.
    """

    CREATED = "created"
    SENT = "sent"
    SUCCEEDED = "succeeded"
    PENDING = "pending"
    DECLINED = "declined"
    UNAVAILABLE = "unavailable"
    UNKNOWN = "unknown"


IN_FLIGHT = (
    AttemptStatus.CREATED,
    AttemptStatus.SENT,
    AttemptStatus.PENDING,
    AttemptStatus.UNKNOWN,
)


class ChargeKind(enum.StrEnum):
    """
    Why something is owed.
    """

    RECURRING = "recurring"
    ADJUSTMENT = "adjustment"
    FEE = "fee"
    TAX = "tax"
    ROUNDING = "rounding"


class Payer(enum.StrEnum):
    """
    Whose invoice a charge lands on: the employer's, or the employee's who pays by deduction. Salary
    sacrifice is the employer's.
    """

    EMPLOYER = "employer"
    EMPLOYEE = "employee"


class Collection(enum.StrEnum):
    """
    Who starts to collect an account's invoices: the product, or somebody each time.
    """

    AUTO = "auto"
    MANUAL = "manual"


class RunStatus(enum.StrEnum):
    """
    running -> done | parked | failed; a run that was killed is running until it is run again.
    """

    RUNNING = "running"
    DONE = "done"
    PARKED = "parked"
    FAILED = "failed"


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
class CoverageLine:
    """
    Cover that is paid for: what it costs per month, and its days (None: no day, any more).
    """

    source_id: UUID
    employer_id: UUID
    employee_id: int
    description: str
    coverage: Period | None
    monthly: Money


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """
    What one source owes for one month, or owes more or less than was charged before (C-25).
    """

    id: UUID
    source_id: UUID
    employee_id: str
    month: Period
    kind: ChargeKind
    description: str
    amount: Money
    invoiced: bool


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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLine:
    """
    A line of an invoice.
    """

    id: UUID
    description: str
    amount: Money
    employee_id: str | None
    period: Period | None
    tax_category: str = "exempt"


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
class Payment:
    """
    Money received for an invoice.
    """

    id: UUID
    invoice_id: UUID
    amount: Money
    received_on: dt.date
    reference: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAttempt:
    """
    One try to collect an invoice through a gateway.
    """

    id: UUID
    invoice_id: UUID
    status: AttemptStatus
    amount: Money
    gateway: str
    reference: str | None
    detail: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ChargeRequest:
    """
    What a gateway is asked to collect; `attempt_id` is its idempotency key (C-34).
    """

    account_id: UUID
    amount: Money
    currency: str
    attempt_id: UUID
    description: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Succeeded:
    """
    The money is ours.
    """

    reference: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """
    The gateway has accepted it and will know later.
    """

    reference: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """
    No money; `retryable` if another day may bring it.
    """

    code: str
    retryable: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Unavailable:
    """
    The gateway was not reached: certainly nothing was collected.
    """

    reason: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """
    Nobody can say whether it was collected; ask the gateway before trying again (C-36).
    """

    reason: str


type Outcome = Succeeded | Pending | Declined | Unavailable | Unknown
