"""
What does the host rely on when money is asked for and comes in?
"""

import datetime as dt

import pytest

from billing_app import api as billing
from domain_kit.actor import Role
from domain_kit.errors import IdempotencyConflict
from domain_kit.money import Money
from host.adapters import electing
from tests.contracts import forms
from tests.contracts.conftest import FIRST_DAY, YEAR


def gbp(amount: str) -> Money:
    return Money.of(amount, "GBP")


@pytest.fixture
def finance(world):
    return world.actor(Role.FINANCE)


@pytest.fixture
def invoice(world, finance):
    return forms.draft_invoice(
        actor=finance,
        idempotency_key="invoice",
        account_id=world.account_id,
        lines=[billing.NewLine(description="Private medical", amount=gbp("60.00"), employee_id=1)],
        issued_on=dt.date(YEAR, 2, 28),
    )


def send(finance, invoice, key="send"):
    return billing.send_invoice(actor=finance, idempotency_key=key, invoice_id=invoice.id)


def pay(finance, invoice, amount, key="pay"):
    return billing.apply_payment(
        actor=finance,
        idempotency_key=key,
        invoice_id=invoice.id,
        amount=gbp(amount),
        received_on=dt.date(YEAR, 3, 15),
        reference="BACS 17",
    )


def status(finance, invoice):
    return billing.get_invoice(actor=finance, invoice_id=invoice.id).status


class TestCreateInvoice:
    def test_drafts_without_a_number(self, invoice):
        assert invoice.status is billing.InvoiceStatus.DRAFT
        assert invoice.number is None
        assert invoice.total == gbp("60.00")
        assert invoice.due_on == dt.date(YEAR, 3, 30)

    def test_bills_the_cover_of_a_month(self, world, finance):
        electing.enrol(
            actor=world.actor(Role.EMPLOYEE),
            idempotency_key="enrol",
            employee_id=world.employee.pk,
            option_id=world.option_id,
            starts_on=FIRST_DAY,
        )

        drafted = billing.run_billing(
            actor=finance,
            idempotency_key="run",
            employer_id=world.employer.id,
            month=dt.date(YEAR, 3, 1),
            issued_on=dt.date(YEAR, 3, 31),
        )

        # February's 19 days, charged when the enrolment was made, and the whole of March.
        assert drafted.total == gbp("100.71")


class TestStatusTransitions:
    def test_draft_is_sent_with_a_number_and_paid_by_payments(self, finance, invoice):
        assert send(finance, invoice).number
        pay(finance, invoice, "20.00", key="first")
        assert status(finance, invoice) in forms.OWED

        pay(finance, invoice, "40.00", key="second")

        assert status(finance, invoice) is billing.InvoiceStatus.PAID

    def test_a_draft_cannot_be_paid(self, finance, invoice):
        with pytest.raises(billing.IllegalTransition):
            pay(finance, invoice, "60.00")

    def test_a_paid_invoice_cannot_be_cancelled(self, finance, invoice):
        send(finance, invoice)
        pay(finance, invoice, "60.00")

        with pytest.raises(billing.IllegalTransition):
            forms.withdraw_invoice(actor=finance, idempotency_key="c", invoice_id=invoice.id)

    def test_a_sent_invoice_can_be_cancelled(self, finance, invoice):
        send(finance, invoice)

        cancelled = forms.withdraw_invoice(
            actor=finance, idempotency_key="c", invoice_id=invoice.id
        )

        assert cancelled.status in forms.WITHDRAWN

    def test_it_is_sent_once(self, finance, invoice):
        send(finance, invoice)

        with pytest.raises(billing.IllegalTransition):
            send(finance, invoice, key="again")


class TestApplyPayment:
    def test_refuses_more_than_is_due(self, finance, invoice):
        send(finance, invoice)

        with pytest.raises(billing.OverPayment):
            pay(finance, invoice, "60.01")

    def test_a_retry_has_one_effect(self, finance, invoice):
        send(finance, invoice)

        assert pay(finance, invoice, "20.00") == pay(finance, invoice, "20.00")
        assert billing.get_invoice(actor=finance, invoice_id=invoice.id).due == gbp("40.00")

    def test_a_key_serves_one_body(self, finance, invoice):
        send(finance, invoice)
        pay(finance, invoice, "20.00")

        with pytest.raises(IdempotencyConflict):
            pay(finance, invoice, "30.00")


class TestReceipts:
    """
    What only newer releases can do, and the finance page shows.
    """

    def test_a_payment_is_listed_where_payments_are(self, world, finance, invoice):
        send(finance, invoice)
        pay(finance, invoice, "20.00")

        listed = forms.payments_of(finance, world.employer.id)

        assert listed in ([], [("BACS 17", gbp("20.00"))])

    def test_a_transfer_pays_the_oldest_first_and_the_rest_is_credit(self, world, finance, invoice):
        if not hasattr(billing, "record_bank_receipt"):
            pytest.skip("billing before 2.4 receives money for one invoice")
        send(finance, invoice)

        receipt = billing.record_bank_receipt(
            actor=finance,
            idempotency_key="receipt",
            employer_id=world.employer.id,
            amount=gbp("70.00"),
            received_on=dt.date(YEAR, 3, 15),
            reference="BACS 18",
        )

        assert receipt.unallocated == gbp("10.00")
        assert status(finance, invoice) == "paid"


class TestGateway:
    def test_the_request_keeps_its_fields(self, world):
        request = billing.ChargeRequest(
            account_id=world.account_id,
            amount=gbp("60.00"),
            currency="GBP",
            attempt_id=world.account_id,
            description="Invoice 1",
        )

        assert (request.amount.minor, request.currency) == (6000, "GBP")
