"""
The people, accounts and rows these tests share.
"""

import datetime as dt
import uuid

import pytest

from billing_app import api
from billing_app.testing import ids
from billing_app.testing.fakes import FakeGateway, FixedCoverage
from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from domain_kit.periods import Period
from tests.receivers import endpoint, url  # noqa: F401 - fixtures of several files

FEBRUARY = dt.date(2027, 2, 1)
ISSUED = dt.date(2027, 2, 28)
PAID_ON = dt.date(2027, 3, 15)
SOURCE = uuid.UUID(int=77)


def gbp(amount: str) -> Money:
    return Money.of(amount, "GBP")


def cover(price: str = "60.00", *, start=dt.date(2027, 1, 1), last=None, source=SOURCE):
    return api.CoverageLine(
        source_id=source,
        employer_id=ids.ACME,
        employee_id=1,
        description="Private medical, Standard",
        coverage=Period.inclusive(start, last) if start else None,
        monthly=gbp(price),
    )


@pytest.fixture
def finance() -> Actor:
    return Actor(id="fay", role=Role.FINANCE, employer_ids=frozenset({ids.ACME}))


@pytest.fixture
def stranger() -> Actor:
    return Actor(id="gus", role=Role.FINANCE, employer_ids=frozenset({ids.GLOBEX}))


@pytest.fixture(autouse=True)
def fresh_fakes():
    FakeGateway.reset()
    FixedCoverage.lines.clear()


@pytest.fixture
def account(db, finance) -> api.Account:
    return api.open_account(
        actor=finance,
        idempotency_key="open",
        employer_id=ids.ACME,
        legal_entity="Northern Mutual Ltd",
        currency="GBP",
        terms_days=30,
        time_zone="Europe/London",
    )


def drafted(finance, account, amount="60.00", key="draft"):
    return api.InvoiceService.create(
        actor=finance,
        idempotency_key=key,
        account_id=account.id,
        lines=[api.NewLine(description="Private medical", amount=gbp(amount), employee_id=1)],
        issued_on=ISSUED,
    )


def sent(finance, account, amount="60.00", key="sent"):
    invoice = drafted(finance, account, amount, key)
    return api.send_invoice(actor=finance, idempotency_key=f"send {key}", invoice_id=invoice.id)


def pay(finance, invoice, amount, key="pay"):
    return api.apply_payment(
        actor=finance,
        idempotency_key=key,
        invoice_id=invoice.id,
        amount=gbp(amount),
        received_on=PAID_ON,
        reference="BACS 17",
    )


@pytest.fixture
def operator() -> Actor:
    return Actor(id="opal", role=Role.OPERATOR, employer_ids=frozenset({ids.ACME}))
