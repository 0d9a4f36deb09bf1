"""
Do the books agree after every step, whatever is done to invoices and money? (C-31)
"""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing_app import api
from billing_app.testing import ids
from domain_kit.errors import DomainError
from tests.books import balance, books_agree, credited, invoiced
from tests.conftest import gbp, pay

NOTED = dt.date(2027, 4, 1)
STEP = st.tuples(
    st.sampled_from(
        [
            "invoice",
            "pay",
            "receive",
            "credit",
            "keep",
            "bounce",
            "unallocate",
            "spread",
            "give up",
            "void",
        ]
    ),
    st.integers(0, 5),
    st.integers(1, 9000),
)


class Books:
    """
    An employer's invoices and money, and what can happen to them.
    """

    def __init__(self, finance, account, seed):
        self.finance, self.account, self.seed, self.count = finance, account, seed, 0

    def take(self, what, which, minor):
        """
        One step; what the product refuses changes nothing.
        """
        self.count += 1
        amount = gbp(f"{minor / 100:.2f}")
        key = f"{self.seed} {self.count}"
        if what == "invoice":
            invoiced(self.finance, self.account, str(amount.amount), "7.77", key=key)
        elif what == "receive":
            api.record_bank_receipt(
                actor=self.finance,
                idempotency_key=key,
                employer_id=ids.ACME,
                amount=amount,
                received_on=NOTED,
                reference=key,
            )
        elif what == "spread":
            api.auto_allocate(actor=self.finance, idempotency_key=key, employer_id=ids.ACME)
        elif what in ("bounce", "unallocate"):
            self._of_payment(what, which, key)
        else:
            self._of_invoice(what, which, amount, key)

    def _of_payment(self, what, which, key):
        payments = api.list_payments(actor=self.finance, employer_id=ids.ACME, limit=200)
        if not payments:
            return
        payment = payments[which % len(payments)]
        if what == "bounce":
            api.reverse_payment(
                actor=self.finance, idempotency_key=key, payment_id=payment.id, reason="bounced"
            )
        for part in payment.allocations[:1] if what == "unallocate" else ():
            api.unallocate(actor=self.finance, idempotency_key=key, allocation_id=part.id)

    def _of_invoice(self, what, which, amount, key):
        invoices = api.list_invoices(actor=self.finance, employer_id=ids.ACME)
        if not invoices:
            return
        invoice = invoices[which % len(invoices)]
        line = invoice.lines[0]
        match what:
            case "pay":
                pay(self.finance, invoice, str(amount.amount), key=key)
            case "credit":
                credited(self.finance, invoice, key=key, lines={line.id: amount})
            case "keep":
                credited(self.finance, invoice, key=key, offset=gbp("0.50"))
            case "give up":
                api.mark_uncollectible(
                    actor=self.finance, idempotency_key=key, invoice_id=invoice.id
                )
            case "void":
                api.void_invoice(actor=self.finance, idempotency_key=key, invoice_id=invoice.id)


@pytest.mark.parametrize("taxed", [False, True])
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEP, min_size=6, max_size=16), seed=st.uuids())
def test_c_31_after_every_step(account, finance, settings, taxed, steps, seed):
    settings.BILLING_TAX_RULES = "tests.books.Taxes" if taxed else None
    books = Books(finance, account, seed)
    books.take("invoice", 0, 6000)
    for step in steps:
        try:
            books.take(*step)
        except DomainError:
            continue
        books_agree(finance)
    assert balance(finance) >= gbp("0.00")
