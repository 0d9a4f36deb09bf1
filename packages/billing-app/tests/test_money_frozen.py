"""
Does the database keep what was received, and let in no more than came or is asked for?
"""

import threading

import pytest
from django.db import IntegrityError, connection, connections, transaction

from billing_app import models
from billing_app.data import InvoiceStatus
from billing_app.queries.books import findings
from billing_app.testing import builders
from tests.upgrading import migrate, start_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid():
    return builders.build_invoice(status=InvoiceStatus.PAID)


@pytest.fixture
def payment(paid):
    return models.Payment.objects.get()


def received(account, amount):
    return models.Payment.objects.create(
        account=account, amount=amount, received_on="2027-03-01", reference="BACS"
    )


def allocated(payment, invoice, amount):
    return models.PaymentAllocation.objects.create(payment=payment, invoice=invoice, amount=amount)


def refused(constraint):
    return pytest.raises(IntegrityError, match=constraint)


class TestAPayment:
    @pytest.mark.parametrize(
        ("field", "value"),
        [("amount", 1), ("reference", "x"), ("received_on", "2020-01-01"), ("method", "gateway")],
    )
    def test_does_not_change(self, payment, field, value):
        with refused("does not change"), transaction.atomic():
            models.Payment.objects.filter(pk=payment.pk).update(**{field: value})

    def test_is_not_deleted(self, payment):
        lonely = received(payment.account, 1)
        with refused("stays"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM billing_app_payment WHERE id = %s", [lonely.pk])

    def test_is_reversed_once(self, payment):
        rows = models.Payment.objects.filter(pk=payment.pk)
        rows.update(reversed_at="2027-04-01T00:00Z")
        with refused("does not change"), transaction.atomic():
            rows.update(reversed_at=None)

    def test_may_be_saved_again_as_it_is(self, payment):
        payment.save()


class TestAnAllocation:
    @pytest.mark.parametrize(
        ("field", "value"), [("amount", 1), ("allocated_at", "2020-01-01T00:00Z")]
    )
    def test_does_not_change(self, payment, field, value):
        with refused("does not change"), transaction.atomic():
            payment.allocations.update(**{field: value})

    def test_is_taken_back_for_good(self, payment):
        payment.allocations.update(reversed_at="2027-04-01T00:00Z")
        with refused("does not change"), transaction.atomic():
            payment.allocations.update(reversed_at=None)

    def test_is_no_more_than_came(self, payment):
        invoice = builders.build_invoice(status=InvoiceStatus.OPEN)
        with refused("less left"), transaction.atomic():
            allocated(payment, invoice, "0.01")

    def test_is_no_more_than_is_asked_for(self, paid):
        with refused("asks for less"), transaction.atomic():
            allocated(received(paid.account, 10), paid, "0.01")

    def test_is_nothing_of_what_was_taken_back(self, payment):
        invoice = builders.build_invoice(status=InvoiceStatus.OPEN)
        gone = received(payment.account, 60)
        models.Payment.objects.filter(pk=gone.pk).update(reversed_at="2027-04-01T00:00Z")
        with refused("less left"), transaction.atomic():
            allocated(gone, invoice, 60)

    def test_is_nothing_to_what_is_void(self):
        invoice = builders.build_invoice(status=InvoiceStatus.VOID)
        with refused("asks for less"), transaction.atomic():
            allocated(received(invoice.account, 60), invoice, 60)

    def test_may_be_put_again_once_it_was_taken_back(self, payment, paid):
        payment.allocations.update(reversed_at="2027-04-01T00:00Z")
        allocated(payment, paid, 60)


class TestARefund:
    def refund(self, payment, amount, status="succeeded"):
        return models.Refund.objects.create(
            account=payment.account,
            payment=payment,
            amount=amount,
            method="bank",
            status=status,
            reason="r",
            paid_on="2027-04-01",
        )

    def test_is_no_more_than_is_left(self, payment):
        more = received(payment.account, 60)
        self.refund(more, 60, status="declined")
        self.refund(more, 45)
        with refused("less left"), transaction.atomic():
            self.refund(more, "15.01")

    def test_does_not_change(self, payment):
        refund = self.refund(received(payment.account, 60), 60)
        for change in ({"amount": 1}, {"status": "declined"}):
            with refused("does not change"), transaction.atomic():
                models.Refund.objects.filter(pk=refund.pk).update(**change)


def test_an_account_with_money_stays_in_its_currency(payment):
    with refused("has money"), transaction.atomic():
        models.BillingAccount.objects.update(currency="EUR")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_allocate_no_more_than_came(transactional_db):
    invoices = [builders.build_invoice(status=InvoiceStatus.OPEN) for _ in range(6)]
    payment = received(invoices[0].account, 100)
    ready, made = threading.Barrier(6), []

    def allocate(invoice):
        try:
            ready.wait()
            allocated(payment, invoice, 60)
            made.append(invoice)
        except IntegrityError:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=allocate, args=[each]) for each in invoices]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert len(made) == 1


@pytest.fixture
def before():
    """
    The schema without the triggers; afterwards the newest again.
    """
    start_at([("billing_app", "0209_debit_invoices")])
    yield
    start_at()


@pytest.mark.django_db(transaction=True)
class TestWhatWasLeftBehind:
    def dirt(self):
        """
        An open invoice of 60.00 with 75.00 on it, and a void one with 60.00.
        """
        for status, amount in ((InvoiceStatus.OPEN, 75), (InvoiceStatus.VOID, 60)):
            invoice = builders.build_invoice(status=status)
            allocated(received(invoice.account, amount), invoice, amount)

    def test_survives_and_is_found_and_can_be_taken_back(self, before):
        self.dirt()
        migrate()

        assert [each.amount for each in models.PaymentAllocation.objects.order_by("amount")] == [
            60,
            75,
        ]
        kinds = {each.kind for each in findings()}
        assert kinds >= {"paid more than it asks", "void with money"}
        models.PaymentAllocation.objects.update(reversed_at="2027-04-01T00:00Z")

    def test_takes_nothing_more(self, before):
        self.dirt()
        migrate()
        invoice = models.Invoice.objects.get(status="open")

        with refused("asks for less"), transaction.atomic():
            allocated(received(invoice.account, 1), invoice, 1)
