"""
Has every state of an attempt a way out, and is money that moved never lost?
"""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import transaction

from billing_app import api, models
from billing_app.data import AttemptStatus, Recorded
from billing_app.rules.attempts import following, next_ask
from billing_app.services.dispatch import attempt_of, begin, send
from billing_app.services.record_outcome import record_outcome
from billing_app.testing import ids
from billing_app.testing.fakes import FakeGateway
from domain_kit.money import Money
from tests.conftest import PAID_ON, gbp, pay, sent
from tests.gateways import NeverHeardOfIt

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def invoice(account, finance):
    return sent(finance, account)


@pytest.fixture
def killed(invoice):
    """
    The attempt of a process that died between its commit and the call.
    """
    with transaction.atomic():
        return begin(invoice.id, "lost")


def collect(finance, invoice, key="collect"):
    return api.collect(actor=finance, idempotency_key=key, invoice_id=invoice.id, paid_on=PAID_ON)


def reconcile(finance):
    return api.reconcile_attempts(actor=finance, employer_id=ids.ACME, received_on=PAID_ON)


def close(finance, attempt, **over):
    return api.close_attempt(
        actor=finance,
        idempotency_key=over.pop("key", "close"),
        attempt_id=attempt.id,
        reason="the gateway's books say so",
        **over,
    )


def now(finance, invoice):
    return api.get_invoice(actor=finance, invoice_id=invoice.id)


def kinds(finance):
    return [alert.kind for alert in api.list_alerts(actor=finance, employer_id=ids.ACME)]


class TestOneThatWasNeverSent:
    def test_is_closed_without_asking_the_gateway(self, invoice, finance, killed):
        (closed,) = reconcile(finance)

        assert (closed.id, closed.status.value) == (killed, "unavailable")
        assert collect(finance, invoice).status is api.AttemptStatus.SUCCEEDED
        assert [request.attempt_id for request in FakeGateway.requests] != [killed]

    def test_is_sent_by_a_retry_with_its_own_key(self, invoice, finance):
        FakeGateway.times_out()
        attempt = collect(finance, invoice)
        models.PaymentAttempt.objects.update(status="created", sent_at=None)

        assert collect(finance, invoice).id == attempt.id
        assert now(finance, invoice).status is api.InvoiceStatus.PAID


class TestOneTheGatewayNeverHeardOf:
    @pytest.mark.parametrize("state", ["sent", "unknown"])
    def test_is_closed_and_the_invoice_can_be_paid_by_bank(self, invoice, finance, state):
        FakeGateway.times_out()
        collect(finance, invoice)
        models.PaymentAttempt.objects.update(status=state)

        (closed,) = reconcile(finance)

        assert closed.status is api.AttemptStatus.UNAVAILABLE
        assert pay(finance, invoice, "60.00").amount == gbp("60.00")

    def test_is_begun_again_under_its_own_key(self, invoice, finance):
        FakeGateway.times_out()
        first = collect(finance, invoice)
        reconcile(finance)

        second = collect(finance, invoice, key="second")

        assert (second.id, second.status.value) == (first.id, "succeeded")
        assert {request.attempt_id for request in FakeGateway.requests} == {first.id}

    def test_a_search_that_lags_does_not_charge_twice(self, invoice, finance):
        FakeGateway.answers_late()
        attempt = collect(finance, invoice)
        FakeGateway.known[str(attempt.id)] = api.NotFound()
        reconcile(finance)

        collect(finance, invoice, key="second")

        assert list(FakeGateway.collected) == [str(attempt.id)]
        assert now(finance, invoice).paid == gbp("60.00")

    def test_after_a_day_its_key_may_have_expired_and_a_new_one_is_used(self, invoice, finance):
        FakeGateway.times_out()
        first = collect(finance, invoice)
        reconcile(finance)
        day_before = first.sent_at - dt.timedelta(days=1)
        models.PaymentAttempt.objects.update(sent_at=day_before)

        assert collect(finance, invoice, key="second").id != first.id

    def test_an_older_gateway_says_so_in_its_reason(self, invoice, finance, settings):
        settings.BILLING_PAYMENT_GATEWAY = "tests.gateways.NeverHeardOfIt"
        collect(finance, invoice)
        asked = list(NeverHeardOfIt.asked)

        reconcile(finance)

        assert pay(finance, invoice, "60.00").amount == gbp("60.00")
        assert NeverHeardOfIt.asked == asked

    def test_but_once_knew_is_for_a_person(self, invoice, finance):
        FakeGateway.script.append(api.Pending(reference="ch_1"))
        attempt = collect(finance, invoice)
        FakeGateway.known["ch_1"] = api.NotFound()

        (still,) = reconcile(finance)

        assert still.status is api.AttemptStatus.PENDING
        assert kinds(finance) == ["attempt-not-found"]
        assert close(finance, attempt).status is api.AttemptStatus.UNAVAILABLE


class TestOneOfAnotherGateway:
    def test_is_not_asked_about_and_finance_is_told(self, invoice, finance, settings):
        FakeGateway.times_out()
        attempt = collect(finance, invoice)
        settings.BILLING_PAYMENT_GATEWAY = "tests.gateways.Slow"

        (same,) = reconcile(finance)

        assert same.status is api.AttemptStatus.UNKNOWN
        (alert,) = api.list_alerts(actor=finance, employer_id=ids.ACME)
        assert (alert.kind, alert.subject) == ("other-gateway", attempt.id)
        assert "FakeGateway" in alert.text

    def test_is_not_sent_through_the_new_one(self, invoice, killed, settings):
        settings.BILLING_PAYMENT_GATEWAY = "tests.gateways.Slow"

        assert send(killed) is None

        assert attempt_of(killed).status is api.AttemptStatus.CREATED

    def test_is_closed_by_hand(self, invoice, finance, settings):
        FakeGateway.times_out()
        attempt = collect(finance, invoice)
        settings.BILLING_PAYMENT_GATEWAY = "tests.gateways.Slow"

        close(finance, attempt)

        assert collect(finance, invoice, key="second").reference.startswith("s-")


class TestCloseAttempt:
    def test_records_what_was_collected(self, invoice, finance):
        FakeGateway.times_out()
        attempt = collect(finance, invoice)

        closed = close(finance, attempt, collected=gbp("60.00"), received_on=PAID_ON)

        assert closed.status is api.AttemptStatus.SUCCEEDED
        assert now(finance, invoice).status is api.InvoiceStatus.PAID

    def test_a_decided_one_stays_as_it_is(self, invoice, finance):
        attempt = collect(finance, invoice)

        with pytest.raises(api.AttemptDecided):
            close(finance, attempt)

    def test_a_strangers_is_not_found(self, invoice, finance, stranger):
        FakeGateway.times_out()
        attempt = collect(finance, invoice)

        with pytest.raises(api.AttemptNotFound):
            close(stranger, attempt)

    @pytest.mark.parametrize("amount", ["0.00", "-1.00"])
    def test_nothing_is_not_an_amount(self, invoice, finance, amount):
        FakeGateway.times_out()
        attempt = collect(finance, invoice)

        with pytest.raises(api.NothingToPay):
            close(finance, attempt, collected=gbp(amount), received_on=PAID_ON)

    def test_money_without_a_day_is_refused(self, invoice, finance):
        FakeGateway.times_out()
        attempt = collect(finance, invoice)

        with pytest.raises(api.DateOutOfRange):
            close(finance, attempt, collected=gbp("60.00"))

    def test_a_retry_answers_the_same(self, invoice, finance):
        FakeGateway.times_out()
        attempt = collect(finance, invoice)

        assert close(finance, attempt) == close(finance, attempt)


class TestMoneyThatComesAfterAll:
    def test_c_37_after_voiding_is_unallocated_and_told(self, invoice, finance):
        FakeGateway.declines()
        attempt = collect(finance, invoice)
        api.void_invoice(actor=finance, idempotency_key="v", invoice_id=invoice.id)

        record_outcome(attempt.id, api.Succeeded(reference="ch_1"), received_on=PAID_ON)

        assert now(finance, invoice).status is api.InvoiceStatus.CANCELLED
        (receipt,) = api.list_payments(actor=finance, employer_id=ids.ACME)
        assert receipt.unallocated == gbp("60.00")
        assert kinds(finance) == ["unallocated-money"]

    def test_after_the_bank_paid_is_unallocated_and_told(self, invoice, finance):
        FakeGateway.times_out()
        attempt = collect(finance, invoice)
        reconcile(finance)
        pay(finance, invoice, "45.00")

        record_outcome(attempt.id, api.Succeeded(reference="ch_1"), received_on=PAID_ON)

        assert now(finance, invoice).paid == gbp("60.00")
        receipts = api.list_payments(actor=finance, employer_id=ids.ACME)
        assert [receipt.unallocated for receipt in receipts] == [gbp("0.00"), gbp("45.00")]
        assert kinds(finance) == ["unallocated-money"]

    def test_c_37_a_success_stays_one_and_pays_once(self, invoice, finance):
        attempt = collect(finance, invoice)

        for outcome in (
            api.Declined(code="late", retryable=False),
            api.Succeeded(reference=attempt.reference),
        ):
            assert record_outcome(attempt.id, outcome, received_on=PAID_ON) is Recorded.UNCHANGED

        assert now(finance, invoice).status is api.InvoiceStatus.PAID
        assert models.Payment.objects.count() == 1


class TestAnAmountThatIsNotTheOneAsked:
    def test_c_37_is_quarantined_and_told_once(self, invoice, finance):
        FakeGateway.times_out()
        attempt = collect(finance, invoice)
        wrong = api.Succeeded(reference="ch_1", amount=gbp("50.00"))

        for _ in range(2):
            assert record_outcome(attempt.id, wrong, received_on=PAID_ON) is Recorded.QUARANTINED

        assert not models.Payment.objects.exists()
        (alert,) = api.list_alerts(actor=finance, employer_id=ids.ACME)
        assert alert.kind == "amount-mismatch"
        assert "50.00 GBP" in alert.text
        with pytest.raises(api.AttemptInFlight):
            collect(finance, invoice, key="second")

    def test_another_currency_is_as_well(self, invoice, finance):
        FakeGateway.script.append(api.Succeeded(reference="ch_1", amount=Money.of("6000", "JPY")))

        assert collect(finance, invoice).status is api.AttemptStatus.UNKNOWN
        assert kinds(finance) == ["amount-mismatch"]

    def test_a_person_says_what_came(self, invoice, finance):
        FakeGateway.script.append(api.Succeeded(reference="ch_1", amount=gbp("80.00")))
        attempt = collect(finance, invoice)

        close(finance, attempt, collected=gbp("80.00"), received_on=PAID_ON)

        (receipt,) = api.list_payments(actor=finance, employer_id=ids.ACME)
        assert receipt.unallocated == gbp("20.00")
        assert now(finance, invoice).status is api.InvoiceStatus.PAID


class TestThePoller:
    @pytest.mark.parametrize(
        ("status", "minutes"),
        [
            (AttemptStatus.UNKNOWN, [5, 60, 1440, 1440]),
            (AttemptStatus.SENT, [5, 60, 1440, 1440]),
            (AttemptStatus.PENDING, [60, 1440, 1440]),
        ],
    )
    def test_c_36_asks_after_these_minutes(self, status, minutes):
        delays = [next_ask(status, asked) for asked in range(len(minutes))]

        assert delays == [dt.timedelta(minutes=each) for each in minutes]

    @pytest.mark.parametrize("status", ["succeeded", "declined", "unavailable"])
    def test_does_not_ask_about_what_is_decided(self, status):
        assert next_ask(AttemptStatus(status), 0) is None

    def test_c_36_five_minutes_later_it_is_paid_once(self, invoice, finance, capsys):
        FakeGateway.answers_late()
        attempt = collect(finance, invoice)
        call_command("billing_reconcile_attempts")
        assert capsys.readouterr().out == "0 attempts asked about.\n"
        early = attempt.next_ask_at - dt.timedelta(minutes=5)
        models.PaymentAttempt.objects.update(next_ask_at=early)

        for _ in range(2):
            call_command("billing_reconcile_attempts")

        assert now(finance, invoice).status is api.InvoiceStatus.PAID
        assert models.Payment.objects.count() == 1

    def test_an_attempt_without_a_time_is_due(self, invoice, finance):
        FakeGateway.times_out()
        collect(finance, invoice)
        models.PaymentAttempt.objects.update(next_ask_at=None)

        (asked,) = api.reconcile_due_attempts(actor=finance)

        assert asked.status is api.AttemptStatus.UNAVAILABLE


class TestFollowing:
    @pytest.mark.parametrize("status", ["declined", "unavailable"])
    def test_a_no_is_final_but_for_money(self, status):
        no = AttemptStatus(status)

        assert following(no, api.Unknown(reason="")) is None
        assert following(no, api.Succeeded(reference="x")) is AttemptStatus.SUCCEEDED
