"""
Which values cross the boundary of the billing domain?
"""

import dataclasses
import datetime as dt
import enum
from decimal import Decimal
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
    again about sent, pending and unknown ones. One that was never sent, or that the gateway never
    heard of, is closed as unavailable.
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


REFUND_FAILED = (AttemptStatus.DECLINED, AttemptStatus.UNAVAILABLE)
"""A refund in one of these gave nothing back."""


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
class CoverageLine:
    """
    Cover that is paid for: what it costs per month, and its days (None: no day, any more).

    `employer_monthly` is the part of `monthly` that the employer pays, the rest is its employee's by
    deduction; None: all of it is the employer's. Covers of one `group` at one price are parts of one
    month's price (C-03); without a group they are those of one employee and description.
    `proration` says what a month costs that is covered in part (C-05): "daily", "full-month",
    "none" (only whole months cost), "wash-day" (the month costs if that day is covered) or
    "fixed-30".
    """

    source_id: UUID
    employer_id: UUID
    employee_id: int | str
    description: str
    coverage: Period | None
    monthly: Money
    employer_monthly: Money | None = None
    funding: str = ""
    tax_category: str = "exempt"
    group: str = ""
    proration: str = "daily"
    wash_day: int = 15


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """
    What one source owes for one month, or owes more or less than was charged before (C-25);
    `invoiced` once a document asks for it or gives it back.
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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Tax:
    """
    A tax on lines of one category: its name on the invoice, its rate (0.2 is 20 %), and the ledger
    account that it is owed from.
    """

    name: str
    rate: Decimal
    ledger: str = "vat"


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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DunningStage:
    """
    What is written how many days after the due date.
    """

    days_after_due: int
    name: str
    text: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DunningStep:
    """
    A reminder of a late invoice: its stage, from 1, and whom it was mailed to, if anybody.
    """

    invoice_id: UUID
    number: str
    stage: int
    name: str
    due: Money
    taken_on: dt.date
    mailed_to: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """
    Something that only a person can decide; `subject` is the thing it is about.
    """

    id: UUID
    employer_id: UUID | None
    kind: str
    subject: UUID | None
    text: str
    raised_at: dt.datetime
    resolved_at: dt.datetime | None
    resolved_by: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAttempt:
    """
    One try to collect an invoice through a gateway: its `number` among the invoice's, and when the
    gateway is asked again while the outcome is open.
    """

    id: UUID
    invoice_id: UUID
    status: AttemptStatus
    amount: Money
    gateway: str
    reference: str | None
    detail: str
    number: int | None = None
    sent_at: dt.datetime | None = None
    next_ask_at: dt.datetime | None = None


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
    The money is ours; `amount` is what was collected, if the gateway says so.
    """

    reference: str
    amount: Money | None = None


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


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """
    The gateway certainly never heard of it. Only fetch() may answer so.
    """

    reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RefundRequest:
    """
    What a gateway is asked to give back of what it collected under `reference`; `refund_id` is the
    idempotency key.
    """

    refund_id: UUID
    reference: str
    amount: Money
    reason: str = ""


class Capability(enum.StrEnum):
    """
    What a gateway can do.
    """

    CHARGE = "charge"
    FETCH = "fetch"
    REFUND = "refund"
    EVENTS = "events"
    FETCH_REFUND = "fetch_refund"


class Recorded(enum.StrEnum):
    """
    What became of an outcome: it changed its attempt, changed nothing, or waits for a person.
    """

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    QUARANTINED = "quarantined"


type Outcome = Succeeded | Pending | Declined | Unavailable | Unknown


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BillingRun:
    """
    One run of an account for the months up to `month`: how far it has come, in covers looked at and
    charges made, and what parked or failed it.
    """

    id: UUID
    account_id: UUID
    employer_id: UUID
    month: Period
    issued_on: dt.date
    status: RunStatus
    sources: int
    charged: int
    problem: str
    invoice_id: UUID | None
    started_at: dt.datetime
    finished_at: dt.datetime | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PreviewLine:
    """
    A charge that a run would make; `corrects` a month that was charged before.
    """

    source_id: UUID
    employee_id: int | str
    description: str
    month: Period
    period: Period | None
    payer: Payer
    amount: Money
    corrects: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BillingPreview:
    """
    What a run would do now, and has not done. `to_ask` is what its drafts would come to: `waiting`
    charges and new ones; `month_total` is what the month costs in all, and `variance` how much
    more that is than the month before. `lines` are the largest of `charges` new charges.
    """

    employer_id: UUID
    month: Period
    first_month: Period
    waiting: Money
    corrections: Money
    to_ask: Money
    month_total: Money
    last_month_total: Money
    charges: int
    lines: tuple[PreviewLine, ...]

    @property
    def variance(self) -> Money:
        """
        How much more the month costs than the one before.
        """
        return self.month_total - self.last_month_total
