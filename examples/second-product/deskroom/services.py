"""
What do people do here? Each thing that costs money tells billing in the same transaction.
"""

import datetime as dt
import uuid
from uuid import UUID

from django.db import transaction

from billing_app import api as billing
from deskroom.adapters import line_of
from deskroom.models import Company, Desk, WalletEntry
from domain_kit.actor import Actor
from domain_kit.money import Money

DESKROOM = Actor.system("deskroom")


def welcome(name: str, *, terms_days: int = 14) -> Company:
    """
    A company, and the account its debts are kept in.
    """
    with transaction.atomic():
        company = Company.objects.create(name=name)
        account = billing.open_account(
            actor=DESKROOM,
            idempotency_key=f"welcome-{company.id}",
            employer_id=company.id,
            legal_entity="Deskroom Ltd",
            currency="EUR",
            terms_days=terms_days,
            time_zone="Europe/Lisbon",
        )
        company.billing_account = account.id
        company.save(update_fields=["billing_account"])
    return company


def take_desk(company: Company, *, member: str, monthly_cents: int, starts_on: dt.date) -> Desk:
    """
    A desk for somebody of a company, from a day on.
    """
    with transaction.atomic():
        desk = Desk.objects.create(
            company=company, member=member, monthly_cents=monthly_cents, starts_on=starts_on
        )
        _tell(desk, month=starts_on)
    return desk


def give_up_desk(desk: Desk, *, last_day: dt.date) -> Desk:
    """
    The desk is free after its last day. What was charged for later days is given back.
    """
    with transaction.atomic():
        desk.ends_on = last_day
        desk.save(update_fields=["ends_on"])
        _tell(desk, month=last_day)
    return desk


def _tell(desk: Desk, *, month: dt.date) -> None:
    billing.record_coverage(
        actor=DESKROOM,
        # A new fact, a new key: the same one again would answer as it did before.
        idempotency_key=f"desk-{uuid.uuid4()}",
        line=line_of(desk),
        month=month,
    )


def fill_wallet(company: Company, cents: int) -> None:
    """
    Money that a company pays beforehand.
    """
    WalletEntry.objects.create(company=company, cents=cents)


def bill_month(
    company_id: UUID, month: dt.date, *, actor: Actor, key: str
) -> billing.Invoice | None:
    """
    Draft what a company owes for a month, number it and send it; None if it owes nothing.

    `actor` is who does it; `key` makes a double click one invoice.
    """
    drafted = billing.run_billing(
        actor=actor,
        idempotency_key=f"run-{key}",
        employer_id=company_id,
        month=month,
        issued_on=month,
    )
    if drafted is None:
        return None
    return billing.send_invoice(actor=actor, idempotency_key=f"send-{key}", invoice_id=drafted.id)


def bill_room(
    company: Company, *, day: dt.date, hours: int, actor: Actor, key: str
) -> billing.Invoice:
    """
    An invoice for something that is no cover: the meeting room, at 25.00 EUR an hour.
    """
    assert company.billing_account is not None
    drafted = billing.InvoiceService.create(
        actor=actor,
        idempotency_key=f"room-{key}",
        account_id=company.billing_account,
        lines=[
            billing.NewLine(
                description=f"Meeting room, {hours} h on {day}",
                amount=Money.of("25.00", "EUR") * hours,
            )
        ],
        issued_on=day,
    )
    return billing.send_invoice(
        actor=actor, idempotency_key=f"room-send-{key}", invoice_id=drafted.id
    )


def collect(invoice_id: UUID, *, on: dt.date, actor: Actor, key: str) -> billing.PaymentAttempt:
    """
    Take an invoice's money from the company's wallet. Never inside a transaction: billing commits
    the attempt before it asks.
    """
    return billing.collect(
        actor=actor, idempotency_key=f"collect-{key}", invoice_id=invoice_id, paid_on=on
    )
