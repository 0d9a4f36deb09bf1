"""
Does every penny that came belong to an invoice or to the employer, and can it be taken back?
"""

import datetime as dt

import pytest

from billing_app import api, models
from billing_app.rules.allocation import oldest_first
from billing_app.testing import ids
from billing_app.testing.fakes import FakeGateway
from domain_kit.money import CurrencyMismatch, Money
from tests.conftest import ISSUED, PAID_ON, gbp, pay, sent

pytestmark = pytest.mark.django_db


def receive(finance, amount, key="receipt", currency="GBP", **over):
    return api.record_bank_receipt(
        **{
            "actor": finance,
            "idempotency_key": key,
            "employer_id": ids.ACME,
            "amount": Money.of(amount, currency),
            "received_on": PAID_ON,
            "reference": "BACS 900",
        }
        | over
    )


def allocate(finance, receipt, invoice, amount=None, key="allocate"):
    return api.allocate(
        actor=finance,
        idempotency_key=key,
        payment_id=receipt.id,
        invoice_id=invoice.id,
        amount=None if amount is None else gbp(amount),
    )


def reverse(finance, payment, key="reverse"):
    return api.reverse_payment(
        actor=finance, idempotency_key=key, payment_id=payment.id, reason="recalled by the bank"
    )


def dues(finance, invoices):
    now = [api.get_invoice(actor=finance, invoice_id=each.id) for each in invoices]
    return [(str(each.due.amount), each.status.value) for each in now]


def kinds(finance):
    return [alert.kind for alert in api.list_alerts(actor=finance, employer_id=ids.ACME)]


@pytest.fixture
def three(finance, account):
    """
    Dues of 500, 300 and 250, the oldest first.
    """
    return [sent(finance, account, amount, key=amount) for amount in ("500", "300", "250")]


class TestOldestFirst:
    def test_c_33_nine_hundred_leave_the_third_open(self, three):
        dues = [(each.id, each.due) for each in three]

        parts, left = oldest_first(dues, gbp("900"))

        assert [part for _, part in parts] == [gbp("500"), gbp("300"), gbp("100")]
        assert left == gbp("0")


class TestRecordBankReceipt:
    def test_c_33_nine_hundred_leave_the_third_open_at_150(self, finance, three):
        receipt = receive(finance, "900")

        assert [each.amount for each in receipt.allocations] == [gbp("500"), gbp("300"), gbp("100")]
        assert dues(finance, three) == [("0.00", "paid"), ("0.00", "paid"), ("150.00", "open")]
        assert receipt.unallocated == gbp("0")

    def test_c_33_eleven_hundred_leave_fifty_unallocated(self, finance, three):
        assert receive(finance, "1100").unallocated == gbp("50")
        assert dues(finance, three) == [("0.00", "paid")] * 3

    def test_the_oldest_by_its_date_is_first(self, finance, account, three):
        draft = api.InvoiceService.create(
            actor=finance,
            idempotency_key="earlier",
            account_id=account.id,
            lines=[api.NewLine(description="Private medical", amount=gbp("250"))],
            issued_on=ISSUED - dt.timedelta(1),
        )
        earlier = api.send_invoice(actor=finance, idempotency_key="s", invoice_id=draft.id)

        receive(finance, "260")

        assert [due for due, _ in dues(finance, [*three, earlier])] == [
            "490.00",
            "300.00",
            "250.00",
            "0.00",
        ]

    def test_goes_where_it_is_told(self, finance, three):
        receive(finance, "400", allocate_to={three[2].id: gbp("250"), three[0].id: gbp("100")})

        assert [due for due, _ in dues(finance, three)] == ["400.00", "300.00", "0.00"]

    def test_told_nothing_it_is_all_credit(self, finance, three):
        assert receive(finance, "400", allocate_to={}).unallocated == gbp("400")

    def test_without_an_invoice_it_is_credit(self, finance, account):
        assert receive(finance, "10").unallocated == gbp("10")

    def test_more_than_came_is_refused(self, finance, three):
        with pytest.raises(api.OverAllocation):
            receive(finance, "100", allocate_to={three[0].id: gbp("101")})

        assert not models.Payment.objects.exists()

    def test_more_than_is_due_is_refused(self, finance, three):
        with pytest.raises(api.OverAllocation):
            receive(finance, "900", allocate_to={three[0].id: gbp("501")})

    def test_a_part_of_nothing_is_refused(self, finance, three):
        with pytest.raises(api.NothingToPay):
            receive(finance, "900", allocate_to={three[0].id: gbp("-1")})

    def test_another_employers_invoice_is_not_found(self, finance, stranger, three):
        globex = api.open_account(
            actor=stranger,
            idempotency_key="open",
            employer_id=ids.GLOBEX,
            legal_entity="Northern Mutual Ltd",
            currency="GBP",
            terms_days=30,
            time_zone="Europe/London",
        )
        theirs = sent(stranger, globex)

        with pytest.raises(api.InvoiceNotFound):
            receive(finance, "60", allocate_to={theirs.id: gbp("60")})

    @pytest.mark.parametrize("amount", ["0", "-5"])
    def test_nothing_is_refused(self, finance, three, amount):
        with pytest.raises(api.NothingToPay):
            receive(finance, amount)

    def test_another_currency_is_refused(self, finance, three):
        with pytest.raises(CurrencyMismatch):
            receive(finance, "1", currency="EUR")

    @pytest.mark.parametrize("reference", ["x" * 101, "a\0b", "\ud800"])
    def test_a_reference_that_no_column_keeps_is_refused(self, finance, three, reference):
        with pytest.raises(api.UnusableValue):
            receive(finance, "1", reference=reference)

    def test_a_day_centuries_away_is_refused(self, finance, three):
        with pytest.raises(api.DateOutOfRange):
            receive(finance, "1", received_on=dt.date(9999, 12, 31))

    def test_a_repeated_reference_is_warned_about(self, finance, three):
        assert not receive(finance, "100").repeated_reference

        again = receive(finance, "100", key="again")

        assert again.repeated_reference
        assert kinds(finance) == ["repeated-reference"]

    def test_so_is_one_pasted_on_invoice_after_invoice(self, finance, three):
        first, second = (pay(finance, each, "100", key=str(each.id)) for each in three[:2])

        assert (first.repeated_reference, second.repeated_reference) == (False, True)

    def test_an_empty_reference_is_no_repetition(self, finance, three):
        receive(finance, "100", reference="")

        assert not receive(finance, "100", key="again", reference="").repeated_reference

    def test_a_retry_is_answered_as_before(self, finance, three):
        assert receive(finance, "900") == receive(finance, "900")
        assert models.Payment.objects.count() == 1

    def test_a_stranger_is_refused(self, stranger, three):
        with pytest.raises(Exception, match="gus"):
            receive(stranger, "1")


class TestAllocate:
    def test_credit_pays_a_later_invoice(self, finance, account):
        receipt = receive(finance, "100")
        invoice = sent(finance, account, "60")

        made = allocate(finance, receipt, invoice)

        assert made.amount == gbp("60")
        assert dues(finance, [invoice]) == [("0.00", "paid")]

    def test_no_more_than_the_payment_has_left(self, finance, account):
        receipt = receive(finance, "50")
        invoice = sent(finance, account, "60")

        with pytest.raises(api.OverAllocation):
            allocate(finance, receipt, invoice, "51")

    def test_no_more_than_the_invoice_is_due(self, finance, account):
        receipt = receive(finance, "100")
        invoice = sent(finance, account, "60")

        with pytest.raises(api.OverAllocation):
            allocate(finance, receipt, invoice, "61")

    def test_nothing_is_left_to_allocate(self, finance, three):
        receipt = receive(finance, "100")

        with pytest.raises(api.NothingToPay):
            allocate(finance, receipt, three[0])

    def test_a_payment_that_was_reversed_has_no_money(self, finance, three):
        receipt = receive(finance, "100")
        reverse(finance, receipt)

        with pytest.raises(api.PaymentReversed):
            allocate(finance, receipt, three[0])

    def test_a_strangers_payment_is_not_found(self, finance, stranger, three):
        receipt = receive(finance, "100")

        with pytest.raises(api.PaymentNotFound):
            allocate(stranger, receipt, three[0])


class TestAutoAllocate:
    def test_the_oldest_money_pays_the_oldest_invoice(self, finance, account):
        receive(finance, "70", key="a", reference="a")
        receive(finance, "50", key="b", reference="b")
        invoices = [sent(finance, account, "60", key=key) for key in "xyz"]

        made = api.auto_allocate(actor=finance, idempotency_key="auto", employer_id=ids.ACME)

        assert sorted(str(each.amount.amount) for each in made) == ["10.00", "50.00", "60.00"]
        assert [due for due, _ in dues(finance, invoices)] == ["0.00", "0.00", "60.00"]

    def test_with_no_credit_there_is_nothing_to_do(self, finance, three):
        assert api.auto_allocate(actor=finance, idempotency_key="a", employer_id=ids.ACME) == ()


class TestUnallocate:
    def test_what_it_paid_is_due_again_and_the_money_is_credit(self, finance, three):
        receipt = receive(finance, "900")

        after = api.unallocate(
            actor=finance, idempotency_key="u", allocation_id=receipt.allocations[0].id
        )

        assert after.unallocated == gbp("500")
        assert dues(finance, three)[0] == ("500.00", "open")

    def test_only_once(self, finance, three):
        receipt = receive(finance, "900")
        for key in ("u", "u"):
            api.unallocate(
                actor=finance, idempotency_key=key, allocation_id=receipt.allocations[0].id
            )

        with pytest.raises(api.AllocationNotFound):
            api.unallocate(
                actor=finance, idempotency_key="v", allocation_id=receipt.allocations[0].id
            )


class TestReversePayment:
    def test_c_33_a_chargeback_of_the_900_brings_the_dues_back(self, finance, three):
        receipt = receive(finance, "900")

        reversed_ = reverse(finance, receipt)

        assert dues(finance, three) == [("500.00", "open"), ("300.00", "open"), ("250.00", "open")]
        assert (reversed_.unallocated, reversed_.reversed_at is None) == (gbp("0"), False)
        assert kinds(finance) == ["chargeback"]

    def test_of_credit_takes_the_credit(self, finance, account):
        receipt = receive(finance, "100")

        assert reverse(finance, receipt).unallocated == gbp("0")

    def test_only_once(self, finance, three):
        receipt = receive(finance, "900")
        reverse(finance, receipt)

        with pytest.raises(api.PaymentReversed):
            reverse(finance, receipt, key="again")


class TestLists:
    def test_payments_come_in_pages(self, finance, account):
        made = [receive(finance, "1", key=f"r{n}").id for n in range(5)]

        first = api.list_payments(actor=finance, employer_id=ids.ACME, limit=2)
        rest = api.list_payments(actor=finance, employer_id=ids.ACME, after=first[-1].id)

        assert [each.id for each in (*first, *rest)] == made

    def test_payments_take_four_statements_whatever_their_number(
        self, finance, three, django_assert_num_queries
    ):
        for n in range(5):
            receive(finance, "10", key=f"r{n}")

        with django_assert_num_queries(4):
            api.list_payments(actor=finance, employer_id=ids.ACME)

    def test_an_alert_is_resolved_by_somebody(self, finance, three):
        reverse(finance, receive(finance, "1"))
        (alert,) = api.list_alerts(actor=finance)

        done = api.resolve_alert(actor=finance, idempotency_key="r", alert_id=alert.id)

        assert (done.resolved_by, done.resolved_at is None) == ("fay", False)
        assert api.list_alerts(actor=finance) == ()
        assert api.list_alerts(actor=finance, resolved=True) == (done,)

    def test_an_alert_of_another_employer_is_not_found(self, finance, stranger, three):
        reverse(finance, receive(finance, "1"))
        (alert,) = api.list_alerts(actor=finance)

        assert api.list_alerts(actor=stranger) == ()
        with pytest.raises(api.AlertNotFound):
            api.resolve_alert(actor=stranger, idempotency_key="r", alert_id=alert.id)


@pytest.mark.django_db(transaction=True)
class TestWhileTheGatewayCollects:
    @pytest.fixture
    def busy(self, finance, three):
        FakeGateway.times_out()
        api.collect(actor=finance, idempotency_key="c", invoice_id=three[0].id, paid_on=PAID_ON)
        return three[0]

    def test_a_receipt_for_it_is_refused(self, finance, busy):
        with pytest.raises(api.AttemptInFlight, match="close_attempt"):
            receive(finance, "900")

    def test_a_receipt_that_is_not_for_it_is_recorded(self, finance, busy, three):
        assert receive(finance, "300", allocate_to={three[1].id: gbp("300")}).allocations

    def test_credit_is_not_allocated_to_it(self, finance, busy, three):
        receipt = receive(finance, "900", allocate_to={})

        with pytest.raises(api.AttemptInFlight):
            allocate(finance, receipt, busy)
        made = api.auto_allocate(actor=finance, idempotency_key="a", employer_id=ids.ACME)
        assert [each.invoice_id for each in made] == [three[1].id, three[2].id]
