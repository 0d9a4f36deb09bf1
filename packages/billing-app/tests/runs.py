"""
How does a test run billing, and what was charged?
"""

import datetime as dt
import uuid

from billing_app import api
from billing_app.testing import ids
from domain_kit.money import Money
from tests.conftest import gbp


def month(number: int) -> dt.date:
    return dt.date(2027, number, 1)


def run(finance, number, key=None):
    return api.run_billing(
        actor=finance,
        idempotency_key=key or f"run {number} {uuid.uuid4()}",
        employer_id=ids.ACME,
        month=month(number),
        issued_on=dt.date(2027, number, 28),
    )


def tell(finance, line, number, key=None):
    return api.record_coverage(
        actor=finance, idempotency_key=key or str(uuid.uuid4()), line=line, month=month(number)
    )


def charged(finance, source=None):
    """
    What each month costs by its charges.
    """
    found: dict[int, Money] = {}
    for charge in api.list_charges(actor=finance, employer_id=ids.ACME):
        if source in (None, charge.source_id):
            number = charge.month.start.month
            found[number] = found.get(number, gbp("0")) + charge.amount
    return {number: str(amount.amount) for number, amount in sorted(found.items())}
