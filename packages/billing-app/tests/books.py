"""
What the tests of documents and books share.
"""

import datetime as dt
from decimal import Decimal

from django.db import connection

from billing_app import api
from billing_app.testing import ids
from tests.conftest import ISSUED, gbp

NOTED = dt.date(2027, 4, 1)


def invoiced(finance, account, *amounts, category="exempt", key="i"):
    """
    An open invoice of lines with these amounts.
    """
    made = api.InvoiceService.create(
        actor=finance,
        idempotency_key=f"draft {key}",
        account_id=account.id,
        lines=[
            api.NewLine(description=f"Line {place}", amount=gbp(amount), tax_category=category)
            for place, amount in enumerate(amounts, start=1)
        ],
        issued_on=ISSUED,
    )
    return api.finalise_invoice(
        actor=finance, idempotency_key=f"finalise {key}", invoice_id=made.id
    )


def credited(finance, invoice, key="credit", **given):
    return api.issue_credit_note(
        actor=finance,
        idempotency_key=key,
        invoice_id=invoice.id,
        **{"reason": "Charged too much", "issued_on": NOTED, **given},
    )


def paid_by_card(finance, invoice, key="card"):
    return api.collect(
        actor=finance,
        idempotency_key=key,
        invoice_id=invoice.id,
        paid_on=dt.date(2027, 3, 15),
    )


def balance(finance):
    """
    What the employer has that belongs to no invoice.
    """
    rows = api.list_payments(actor=finance, employer_id=ids.ACME, limit=200)
    return sum((row.unallocated for row in rows), gbp("0"))


def ledger(finance):
    """
    What each ledger account holds that holds anything.
    """
    found = api.trial_balance(actor=finance, employer_id=ids.ACME)
    return {row.ledger: str(row.balance.amount) for row in found if row.balance}


def books_agree(finance):
    """
    Every entry balances, the receivable is the sum of open dues, and credit that of balances (C-31).
    """
    held = {
        row.ledger: row.balance for row in api.trial_balance(actor=finance, employer_id=ids.ACME)
    }
    assert sum(held.values(), gbp("0")) == gbp("0")
    dues = [
        invoice.due
        for invoice in api.list_invoices(actor=finance, employer_id=ids.ACME)
        if invoice.status in (api.InvoiceStatus.OPEN, api.InvoiceStatus.PAID)
    ]
    assert held.get("receivable", gbp("0")) == sum(dues, gbp("0"))
    assert -held.get("customer-credit", gbp("0")) == balance(finance)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


class Taxes:
    """
    Insurance premium tax at 12 % on premiums, VAT at 20 % on fees, and a rate of a quarter.
    """

    RATES = {
        "insured": ("Insurance premium tax", "0.12", "premium-tax"),
        "fee": ("VAT", "0.20", "vat"),
        "standard": ("VAT", "0.20", "vat"),
        "quarter": ("VAT", "0.25", "vat"),
    }

    def tax(self, *, category, legal_entity, on):
        named = self.RATES.get(category)
        return named and api.Tax(name=named[0], rate=Decimal(named[1]), ledger=named[2])
