"""
Does an employer's money go back to the employer, and an employee's to the employee?
"""

import dataclasses
import datetime as dt
import uuid

import pytest

from billing_app import api
from billing_app.testing import ids
from billing_app.testing.fakes import FixedCoverage
from tests.books import books_agree
from tests.conftest import cover, gbp
from tests.runs import run

LEFT = dt.date(2027, 1, 15)


def shared(last=None):
    """
    A cover of 60.00, of which the employer pays 40.00.
    """
    return dataclasses.replace(cover(last=last), employer_monthly=gbp("40.00"))


def of_payers(finance):
    found = api.list_invoices(actor=finance, employer_id=ids.ACME)
    return {invoice.payer: invoice for invoice in found}


def finalised(finance, *payers):
    for payer in payers:
        api.finalise_invoice(
            actor=finance, idempotency_key=payer, invoice_id=of_payers(finance)[payer].id
        )


def given_back(finance):
    """
    What was credited on the invoices of each payer.
    """
    payers = {invoice.id: payer for payer, invoice in of_payers(finance).items()}
    return {
        payers[note.invoice_id]: str(note.total.amount)
        for note in api.list_credit_notes(actor=finance, employer_id=ids.ACME)
    }


def waiting(finance):
    found = api.list_charges(actor=finance, employer_id=ids.ACME)
    return [charge for charge in found if not charge.invoiced]


@pytest.fixture
def left(account, finance):
    """
    Somebody whose January was billed, and who had left in the middle of it.
    """
    FixedCoverage.lines.append(shared())
    run(finance, 1)

    def leave():
        FixedCoverage.lines[:] = [shared(last=LEFT)]
        run(finance, 1)

    return leave


def test_c_26_each_share_is_credited_where_it_was_asked_for(left, finance):
    finalised(finance, api.Payer.EMPLOYER, api.Payer.EMPLOYEE)

    left()

    assert given_back(finance) == {api.Payer.EMPLOYER: "20.65", api.Payer.EMPLOYEE: "10.32"}
    books_agree(finance)


def test_c_32_less_than_nothing_by_its_taxes_is_credited_and_asked_for(account, finance, settings):
    settings.BILLING_TAX_RULES = "tests.books.Taxes"
    FixedCoverage.lines[:] = [dataclasses.replace(cover("40.00"), tax_category="fee")]
    first = run(finance, 1)
    api.finalise_invoice(actor=finance, idempotency_key="first", invoice_id=first.id)
    # 41.00 and its 4.92 of tax are owed, 40.00 and 8.00 are given back.
    premium = cover("41.00", start=dt.date(2027, 2, 1), source=uuid.UUID(int=78))
    FixedCoverage.lines[:] = [dataclasses.replace(premium, employee_id=2, tax_category="insured")]

    second = run(finance, 2)

    api.finalise_invoice(actor=finance, idempotency_key="second", invoice_id=second.id)
    assert second.total == gbp("45.92")
    (note,) = api.list_credit_notes(actor=finance, employer_id=ids.ACME)
    assert note.total == gbp("48.00")
    assert waiting(finance) == []
    books_agree(finance)


def test_c_26_a_cover_that_never_was_is_credited_in_the_split_it_was_billed_in(left, finance):
    finalised(finance, api.Payer.EMPLOYER, api.Payer.EMPLOYEE)

    FixedCoverage.lines[:] = []
    run(finance, 1)

    assert given_back(finance) == {api.Payer.EMPLOYER: "40.00", api.Payer.EMPLOYEE: "20.00"}


@pytest.mark.parametrize(
    ("sent", "kept", "due"),
    [
        (api.Payer.EMPLOYER, api.Payer.EMPLOYEE, "9.68"),
        (api.Payer.EMPLOYEE, api.Payer.EMPLOYER, "19.35"),
    ],
)
def test_a_draft_of_one_payer_does_not_keep_back_what_the_other_is_owed(
    left, finance, sent, kept, due
):
    finalised(finance, sent)

    left()

    assert waiting(finance) == []
    assert str(of_payers(finance)[kept].total.amount) == due
    assert list(given_back(finance)) == [sent]
