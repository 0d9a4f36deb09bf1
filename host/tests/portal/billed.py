"""
What the tests of finance's pages bill, and how they read a page.
"""

import datetime as dt
import re
from uuid import UUID

from billing_app import api as billing
from domain_kit.actor import Actor
from domain_kit.money import Money
from tests.conftest import ACME
from tests.contracts.forms import draft_invoice

ACCOUNT = UUID("01900000-0000-7000-8000-000000000acc")
SYSTEM = Actor.system("tests")
EMPLOYER = UUID(ACME)


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def gbp(amount):
    return Money.of(amount, "GBP")


def invoiced(*amounts, key="i", on=dt.date(2026, 10, 1)):
    """
    A finalised invoice of the first people, a line each.
    """
    made = draft_invoice(
        actor=SYSTEM,
        idempotency_key=f"draft {key}",
        account_id=ACCOUNT,
        lines=[
            billing.NewLine(description=f"Desk {place}", amount=gbp(amount), employee_id=place)
            for place, amount in enumerate(amounts, start=1)
        ],
        issued_on=on,
    )
    return billing.finalise_invoice(
        actor=SYSTEM, idempotency_key=f"final {key}", invoice_id=made.id
    )


def invoice_now(invoice):
    return billing.get_invoice(actor=SYSTEM, invoice_id=invoice.id)


def payments():
    return billing.list_payments(actor=SYSTEM, employer_id=EMPLOYER, limit=500)
