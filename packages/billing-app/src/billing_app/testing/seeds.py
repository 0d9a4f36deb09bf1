"""
What does a database that this release has served for a while contain?
"""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from billing_app import models
from billing_app.data import AttemptStatus, ChargeKind, InvoiceStatus
from billing_app.testing import ids
from domain_kit.identifiers import new_id

GATEWAY = "StripeGateway"


def fill(*, dirty: bool = True) -> None:
    """
    Fill a freshly migrated database: four accounts, one in JPY and one in KWD, with invoices in
    every status, and, if `dirty`, what older releases left behind (domain description, e.6).
    """
    accounts = (
        (ids.ACME_ACCOUNT, ids.ACME, "Northern Mutual Ltd", "GBP", "Europe/London"),
        (ids.GLOBEX_ACCOUNT, ids.GLOBEX, "Northern Mutual Ltd", "GBP", "Europe/London"),
        (ids.KYOTO_ACCOUNT, ids.KYOTO, "Northern Mutual KK", "JPY", "Asia/Tokyo"),
        (ids.KUWAIT_ACCOUNT, ids.KUWAIT, "Northern Mutual KSC", "KWD", "Asia/Kuwait"),
    )
    for account_id, employer_id, legal_entity, currency, time_zone in accounts:
        models.BillingAccount.objects.create(
            id=account_id,
            employer_id=employer_id,
            legal_entity=legal_entity,
            currency=currency,
            terms_days=30,
            time_zone=time_zone,
        )
    number = 0
    for account_id, price in ((ids.ACME_ACCOUNT, "60"), (ids.GLOBEX_ACCOUNT, "72")):
        for month in range(1, 7):
            number += 1
            _month(account_id, month, f"{number:06d}", Decimal(price))
    _month(ids.KYOTO_ACCOUNT, 1, "000001", Decimal("9000"), currency="JPY")
    _month(ids.KUWAIT_ACCOUNT, 1, "000001", Decimal("18.255"), currency="KWD")
    _transfer_for_two()
    if dirty:
        _leave_dirt()


def _invoice(
    account_id: UUID,
    number: str | None,
    status: InvoiceStatus,
    amount: Decimal,
    *,
    issued_on: dt.date = dt.date(2026, 5, 31),
    currency: str | None = "GBP",
) -> models.Invoice:
    invoice = models.Invoice.objects.create(
        account_id=account_id,
        issued_on=issued_on,
        due_on=issued_on + dt.timedelta(days=30),
        currency=currency,
    )
    models.InvoiceLine.objects.create(
        invoice=invoice,
        position=1,
        description="Private medical, Standard",
        employee_reference="1",
        amount=amount,
    )
    # With its line, and not before: a finalised invoice takes no more.
    invoice.number, invoice.status = number, status
    invoice.save(update_fields=["number", "status"])
    invoice.refresh_from_db()
    return invoice


def _month(
    account_id: UUID, month: int, number: str, amount: Decimal, *, currency: str = "GBP"
) -> None:
    """
    One paid invoice, with the charge it was made of, its attempt and its payment.
    """
    issued_on = dt.date(2026, month, 28)
    invoice = _invoice(
        account_id, number, InvoiceStatus.PAID, amount, issued_on=issued_on, currency=currency
    )
    source_id = new_id()
    models.Charge.objects.create(
        account_id=account_id,
        source_id=source_id,
        employee_reference="1",
        month=dt.date(2026, month, 1),
        kind=ChargeKind.RECURRING,
        description="Private medical, Standard",
        amount=amount,
        dedupe_key=f"{source_id}:2026-{month:02d}:0",
        line=invoice.lines.get(),
    )
    reference = f"ch_{account_id.hex[-3:]}_{month}"
    _attempt(invoice, AttemptStatus.SUCCEEDED, reference)
    _pay(invoice, amount, reference)


def _transfer_for_two() -> None:
    """
    One bank transfer that paid two invoices of one account, and a draft that was withdrawn.
    """
    invoices = [
        _invoice(ids.GLOBEX_ACCOUNT, number, InvoiceStatus.PAID, Decimal("72"))
        for number in ("000013", "000014")
    ]
    payment = models.Payment.objects.create(
        account_id=ids.GLOBEX_ACCOUNT,
        amount=Decimal("144"),
        received_on=dt.date(2026, 6, 15),
        reference="BACS 144",
    )
    for invoice in invoices:
        models.PaymentAllocation.objects.create(
            payment=payment, invoice=invoice, amount=Decimal("72")
        )
    _invoice(ids.GLOBEX_ACCOUNT, None, InvoiceStatus.VOID, Decimal("72"))


def _pay(
    invoice: models.Invoice, amount: Decimal, reference: str, *, allocated: Decimal | None = None
) -> None:
    payment = models.Payment.objects.create(
        account_id=invoice.account_id,
        amount=amount,
        received_on=dt.date(2026, 6, 15),
        reference=reference,
    )
    if part := amount if allocated is None else allocated:
        models.PaymentAllocation.objects.create(payment=payment, invoice=invoice, amount=part)


def _attempt(
    invoice: models.Invoice, status: AttemptStatus, reference: str | None, **fields: Any
) -> None:
    models.PaymentAttempt.objects.create(
        invoice=invoice,
        status=status,
        amount=invoice.lines.get().amount,
        gateway=GATEWAY,
        gateway_reference=reference,
        **fields,
    )


def _leave_dirt() -> None:
    acme, globex = ids.ACME_ACCOUNT, ids.GLOBEX_ACCOUNT
    sixty = Decimal("60")
    # Before 2024 an invoice had no currency of its own.
    _invoice(
        acme, "000090", InvoiceStatus.PAID, sixty, currency=None, issued_on=dt.date(2023, 3, 1)
    )
    # Numbers out of the order of their dates; none is missing, 0 or there twice any more.
    _invoice(acme, None, InvoiceStatus.OPEN, sixty)
    _invoice(globex, "000080", InvoiceStatus.OPEN, sixty, issued_on=dt.date(2025, 1, 1))
    # Paid without a payment; a payment larger than its invoice, and of one that is void: what older
    # releases allocated beyond what was asked for is taken back, and no more is let in.
    _invoice(globex, "000091", InvoiceStatus.PAID, sixty)
    _pay(
        _invoice(globex, "000092", InvoiceStatus.PAID, sixty),
        Decimal("75"),
        "BACS 75",
        allocated=sixty,
    )
    _pay(
        _invoice(globex, "000093", InvoiceStatus.VOID, sixty), sixty, "BACS 93", allocated=Decimal()
    )
    # One bank transfer pasted on three invoices.
    for number in ("000094", "000095", "000096"):
        _pay(
            _invoice(acme, number, InvoiceStatus.OPEN, sixty),
            Decimal("180"),
            "BACS 180",
            allocated=sixty,
        )
    # Imported from another system; and somebody the HR system does not know any more.
    _invoice(ids.KYOTO_ACCOUNT, "9" * 18, InvoiceStatus.OPEN, Decimal("9000"), currency="JPY")
    _invoice(ids.KYOTO_ACCOUNT, "INV-2025-17", InvoiceStatus.OPEN, Decimal("9000"), currency="JPY")
    orphan = new_id()
    models.Charge.objects.create(
        account_id=acme,
        source_id=orphan,
        employee_reference="987654",
        month=dt.date(2026, 6, 1),
        kind=ChargeKind.RECURRING,
        description="Private medical, Standard",
        amount=sixty,
        dedupe_key=f"{orphan}:2026-06:0",
    )
    _leave_attempts()


def _leave_attempts() -> None:
    """
    A double click and retries, as 2.2.0 wrote them; their shared references cannot be stored any more.
    """
    invoice = _invoice(ids.ACME_ACCOUNT, "000097", InvoiceStatus.PAID, Decimal("60"))
    _attempt(invoice, AttemptStatus.DECLINED, "ch_double_1")
    _attempt(invoice, AttemptStatus.SUCCEEDED, "ch_double_2", idempotency_key="click")
    other = _invoice(ids.GLOBEX_ACCOUNT, "000098", InvoiceStatus.OPEN, Decimal("72"))
    _attempt(other, AttemptStatus.UNAVAILABLE, None)
    _attempt(other, AttemptStatus.UNKNOWN, None, idempotency_key="retry")
