"""
How does a row become a value of data.py?
"""

from decimal import Decimal

from billing_app import data, models
from billing_app.rules.transitions import status_of
from domain_kit.money import Money
from domain_kit.periods import Period


def money(amount: Decimal, currency: str) -> Money:
    """
    An amount as its column keeps it.
    """
    return Money.of(amount, currency)


def stored(amount: Money) -> Decimal:
    """
    An amount as its column keeps it.
    """
    return amount.amount


def currency_of(row: models.Invoice) -> str:
    """
    The invoice's currency; rows from before 2024 have their account's.
    """
    return row.currency or row.account.currency


def account_value(row: models.BillingAccount) -> data.Account:
    """
    An account.
    """
    return data.Account(
        id=row.id,
        employer_id=row.employer_id,
        legal_entity=row.legal_entity,
        currency=row.currency,
        terms_days=row.terms_days,
        time_zone=row.time_zone,
        collection=data.Collection(row.collection),
        hold_reason=row.hold_reason,
        billing_email=row.billing_email,
        purchase_order=row.purchase_order,
    )


def line_value(row: models.InvoiceLine, currency: str) -> data.InvoiceLine:
    """
    An invoice's line.
    """
    return data.InvoiceLine(
        id=row.id,
        description=row.description,
        amount=money(row.amount, currency),
        employee_id=row.employee_reference,
        period=Period.inclusive(row.starts_on, row.ends_on) if row.starts_on else None,
        tax_category=row.tax_category,
        kind=data.ChargeKind(row.kind),
        tax_rate=row.tax_rate,
    )


def invoice_value(row: models.Invoice) -> data.Invoice:
    """
    An invoice, read with its account, lines and allocations; its totals are sums of them.
    """
    currency = currency_of(row)
    lines = tuple(line_value(line, currency) for line in row.lines.all())
    total = sum((line.amount.minor for line in lines), 0)
    return _invoice(row, lines, Money(minor=total, currency=currency))


def invoice_head(row: models.Invoice) -> data.Invoice:
    """
    An invoice without its lines, read with its account, its allocations and `asked`, their sum.
    """
    return _invoice(row, (), money(row.asked or Decimal(), currency_of(row)))  # type: ignore[attr-defined]  # annotated


def _invoice(
    row: models.Invoice, lines: tuple[data.InvoiceLine, ...], total: Money
) -> data.Invoice:
    paid = sum(
        (each.amount for each in row.allocations.all() if each.reversed_at is None), Decimal()
    )
    return data.Invoice(
        id=row.id,
        account_id=row.account_id,
        employer_id=row.account.employer_id,
        number=row.number or None,
        status=status_of(row.status),
        issued_on=row.issued_on,
        due_on=row.due_on,
        total=total,
        paid=money(paid, total.currency),
        lines=lines,
        payer=data.Payer(row.payer),
        purchase_order=row.purchase_order,
        finalised_at=row.finalised_at,
    )


def charge_value(row: models.Charge) -> data.Charge:
    """
    A charge, read with its account.
    """
    return data.Charge(
        id=row.id,
        source_id=row.source_id,
        employee_id=row.employee_reference,
        month=Period.month(row.month),
        kind=data.ChargeKind(row.kind),
        description=row.description,
        amount=money(row.amount, row.account.currency),
        invoiced=row.line_id is not None or row.credit_note_id is not None,
    )


def attempt_value(row: models.PaymentAttempt) -> data.PaymentAttempt:
    """
    An attempt, read with its invoice and account.
    """
    return data.PaymentAttempt(
        id=row.id,
        invoice_id=row.invoice_id,
        status=data.AttemptStatus(row.status),
        amount=money(row.amount, currency_of(row.invoice)),
        gateway=row.gateway,
        reference=row.gateway_reference,
        detail=row.detail,
        number=row.number,
        sent_at=row.sent_at,
        next_ask_at=row.next_ask_at,
    )
