"""
In which form does the installed release have what a contract test asks for?

The host supports several releases of each wheel, and a rehearsal runs these tests on each.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from benefits_app import api as benefits
from billing_app import api as billing
from domain_kit.actor import Actor
from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app import api as enrolments

HAS_QUOTES = hasattr(benefits, "quote")
ENFORCES_WINDOWS = hasattr(enrolments, "WindowClosed")
MOVES_ENDS = hasattr(enrolments, "withdraw_end")
ENDS_WITH_EMPLOYMENT = hasattr(enrolments, "terminate_employment")
MOVES_FIRST_DAYS = hasattr(enrolments, "correct_first_day")
HAS_RATES = hasattr(benefits, "publish_rates")
# An ended cover is "ended" until enrolments 2.1 tells terminated from cancelled.
STOPPED = ("ended", "terminated")
# An invoice that was sent is "sent", and "open" since billing 3.0; one withdrawn "cancelled" or "void".
OWED = ("sent", "open")
WITHDRAWN = ("cancelled", "void")


def price(*, actor: Actor, option_id: UUID, on: dt.date) -> tuple[Money, Period]:
    """
    What an option costs the employee alone, per month, and its plan year.
    """
    if not HAS_QUOTES:
        told = benefits.get_price(actor=actor, option_id=option_id, on=on)
        return told.monthly, told.plan_year
    alone = (benefits.Person(key="", relationship="self"),)
    request = benefits.QuoteRequest(option_id=option_id, on=on, people=alone)
    quoted = benefits.quote(actor=actor, request=request)
    return quoted.total, quoted.plan_year


def open_window(*, actor: Actor, key: str, plan_year_id: UUID, today: dt.date) -> Any:
    """
    A window of a plan year that is open today, and for some weeks.
    """
    return benefits.open_window(
        actor=actor,
        idempotency_key=key,
        plan_year_id=plan_year_id,
        kind="annual",
        opens_on=today - dt.timedelta(days=7),
        closes_on=today + dt.timedelta(days=28),
    )


def draft_invoice(**asked: Any) -> billing.Invoice:
    """
    A draft of some lines, made by the name that the installed billing has for it.
    """
    if hasattr(billing, "InvoiceService"):
        return billing.InvoiceService.create(**asked)
    return billing.create_invoice(**asked)


def withdraw_invoice(**asked: Any) -> billing.Invoice:
    """
    Cancelled, or void as it is called since billing 2.4.
    """
    return getattr(billing, "void_invoice", billing.cancel_invoice)(**asked)


def payments_of(actor: Actor, employer_id: UUID) -> list[tuple[str, Money]]:
    """
    Reference and amount of what was received, where the installed billing lists it.
    """
    if not hasattr(billing, "list_payments"):
        return []
    listed = billing.list_payments(actor=actor, employer_id=employer_id)
    return [(payment.reference, payment.amount) for payment in listed]
