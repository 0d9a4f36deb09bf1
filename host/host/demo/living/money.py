"""
What was billed in the last months, and what became of each invoice?
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import connection

from billing_app import api as billing
from host.adapters.payments import FakeGateway
from host.demo.living.acting import ACTOR, currency_of, in_currency, months_after
from host.directory.days import today_in
from host.directory.models import Employer

TERMS = 30
DAY = dt.timedelta(days=1)


def open_account(employer: Employer) -> None:
    """
    The account that an employer is billed on.
    """
    japanese = currency_of(employer) == "JPY"
    billing.open_account(
        actor=ACTOR,
        idempotency_key=f"demo-account-{employer.pk}",
        employer_id=employer.pk,
        legal_entity="Northern Mutual KK" if japanese else "Northern Mutual Ltd",
        currency=currency_of(employer),
        terms_days=TERMS,
        time_zone=employer.time_zone,
        billing_email=f"accounts@{employer.name.split()[0].lower()}.example",
        purchase_order="" if japanese else f"PO-{employer.pk.int % 10_000}",
    )


def bill(employer: Employer, months_ago: int) -> list[billing.Invoice]:
    """
    The drafts of a month, for the employer and for its people.
    """
    today = today_in(employer.time_zone)
    month = months_after(today, -months_ago)
    # The last month was billed late, so that its invoice is not due yet.
    issued = today - 9 * DAY if months_ago == 1 else min(month + 2 * DAY, today)
    billing.bill_employer(
        actor=ACTOR,
        idempotency_key=f"demo-bill-{employer.pk}-{months_ago}",
        employer_id=employer.pk,
        month=month,
        issued_on=issued,
    )
    return [each for each in _invoices(employer) if each.status == billing.InvoiceStatus.DRAFT]


def send(drafts: Sequence[billing.Invoice]) -> list[billing.Invoice]:
    """
    Number and send.
    """
    return [
        billing.finalise_invoice(
            actor=ACTOR, idempotency_key=f"demo-send-{each.id}", invoice_id=each.id
        )
        for each in drafts
    ]


def pay(employer: Employer, invoices: Sequence[billing.Invoice], part: int = 100) -> None:
    """
    A transfer for each invoice three weeks after it was issued, of all of it or of a part.
    """
    for invoice in invoices:
        amount = in_currency(employer, Decimal(250)) if part < 100 else invoice.due
        billing.record_bank_receipt(
            actor=ACTOR,
            idempotency_key=f"demo-pay-{invoice.id}",
            employer_id=employer.pk,
            amount=amount,
            received_on=invoice.issued_on + 21 * DAY,
            reference=f"BACS {invoice.number}",
            allocate_to={invoice.id: amount},
        )


def give_up(invoice: billing.Invoice) -> None:
    """
    Nobody expects its money any more.
    """
    billing.mark_uncollectible(
        actor=ACTOR, idempotency_key=f"demo-give-up-{invoice.id}", invoice_id=invoice.id
    )


def withdraw(invoice: billing.Invoice) -> None:
    """
    It was wrong: void, and its charges wait for the next one.
    """
    billing.void_invoice(
        actor=ACTOR, idempotency_key=f"demo-void-{invoice.id}", invoice_id=invoice.id
    )


def credit(invoice: billing.Invoice) -> None:
    """
    Give the first line of an invoice back.
    """
    line = billing.get_invoice(actor=ACTOR, invoice_id=invoice.id).lines[0]
    billing.issue_credit_note(
        actor=ACTOR,
        idempotency_key=f"demo-credit-{invoice.id}",
        invoice_id=invoice.id,
        reason="Left before the month began, and was told too late",
        issued_on=invoice.issued_on + 25 * DAY,
        lines={line.id: line.amount},
    )


def receive_unmatched(employer: Employer) -> None:
    """
    Money that says nothing of what it is for.
    """
    billing.record_bank_receipt(
        actor=ACTOR,
        idempotency_key=f"demo-unmatched-{employer.pk}",
        employer_id=employer.pk,
        amount=in_currency(employer, Decimal("1840.50")),
        received_on=today_in(employer.time_zone) - 2 * DAY,
        reference="FASTER PAYMENT 7731",
        allocate_to={},
    )


def collect(employer: Employer) -> None:
    """
    Of the oldest open invoices one card was declined and one call never answered; once, whatever
    happened since. Money moves outside transactions only.
    """
    if connection.in_atomic_block or billing.list_attempts(actor=ACTOR, employer_id=employer.pk):
        return
    oldest = [each for each in reversed(_invoices(employer)) if str(each.status) == "open"]
    outcomes = (
        billing.Declined(code="expired_card", retryable=False),
        billing.Unknown(reason="the gateway did not answer in time"),
    )
    for invoice, outcome in zip(oldest, outcomes, strict=False):
        FakeGateway.prepared.append(outcome)
        billing.collect(
            actor=ACTOR,
            idempotency_key=f"demo-collect-{invoice.id}",
            invoice_id=invoice.id,
            paid_on=today_in(employer.time_zone),
        )


def _invoices(employer: Employer) -> tuple[billing.Invoice, ...]:
    return billing.list_invoices(actor=ACTOR, employer_id=employer.pk, limit=50, newest_first=True)
