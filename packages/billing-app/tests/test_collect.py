"""
Is the gateway called once, whatever it answers and whatever happens to us?
"""

import threading

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction

from billing_app import api, models
from billing_app.testing import ids, seed
from billing_app.testing.fakes import FakeGateway
from tests.conftest import PAID_ON, drafted, gbp, pay, sent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def invoice(account, finance):
    return sent(finance, account)


def collect(finance, invoice, key="collect"):
    return api.collect(actor=finance, idempotency_key=key, invoice_id=invoice.id, paid_on=PAID_ON)


def reconcile(finance):
    return api.reconcile_attempts(actor=finance, employer_id=ids.ACME, received_on=PAID_ON)


@pytest.fixture
def failing():
    """
    The database fails to serialise the first writes of a table, as often as it is told.
    """

    def fail(table, *, times):
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                CREATE SEQUENCE IF NOT EXISTS failures;
                CREATE OR REPLACE FUNCTION fail_to_serialise() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF nextval('failures') <= {times} THEN
                        RAISE 'could not serialize access' USING ERRCODE = '40001';
                    END IF;
                    RETURN NEW;
                END $$;
                CREATE OR REPLACE TRIGGER failing BEFORE INSERT ON {table}
                    FOR EACH ROW EXECUTE FUNCTION fail_to_serialise();
                """
            )

    yield fail
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION fail_to_serialise CASCADE; DROP SEQUENCE failures")


def status(finance, invoice):
    return api.get_invoice(actor=finance, invoice_id=invoice.id).status


class TestCollect:
    def test_c_32_asks_nobody_for_nothing(self, account, finance):
        nothing = sent(finance, account, "0.00", key="nothing")

        with pytest.raises(api.IllegalTransition, match="is paid"):
            collect(finance, nothing)

        assert FakeGateway.requests == []

    def test_collects_and_pays(self, invoice, finance):
        attempt = collect(finance, invoice)

        assert attempt.status is api.AttemptStatus.SUCCEEDED
        assert status(finance, invoice) is api.InvoiceStatus.PAID
        (request,) = FakeGateway.requests
        assert (request.amount, request.attempt_id) == (gbp("60.00"), attempt.id)

    def test_c_34_a_retry_calls_nobody(self, invoice, finance):
        assert collect(finance, invoice) == collect(finance, invoice)
        assert len(FakeGateway.requests) == 1

    def test_c_34_retries_at_the_same_moment_call_once(self, invoice, finance):
        def retry() -> None:
            collect(finance, invoice)
            connection.close()

        threads = [threading.Thread(target=retry) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(FakeGateway.requests) == 1

    def test_c_36_a_timeout_is_unknown_and_blocks_another(self, invoice, finance):
        FakeGateway.script.append(TimeoutError("no answer in 10 s"))

        attempt = collect(finance, invoice)

        assert attempt.status is api.AttemptStatus.UNKNOWN
        assert attempt.detail == "TimeoutError: no answer in 10 s"
        with pytest.raises(api.AttemptInFlight, match="Reconcile that attempt"):
            collect(finance, invoice, key="second")

    def test_c_36_the_gateway_is_asked_and_it_is_paid_once(self, invoice, finance):
        FakeGateway.script.append(TimeoutError())
        attempt = collect(finance, invoice)
        FakeGateway.known[str(attempt.id)] = api.Succeeded(reference="ch_1")

        for _ in range(2):
            api.reconcile_attempts(actor=finance, employer_id=ids.ACME, received_on=PAID_ON)

        assert status(finance, invoice) is api.InvoiceStatus.PAID
        assert models.Payment.objects.count() == 1

    @pytest.mark.parametrize(
        ("outcome", "expected", "detail"),
        [
            (
                api.Declined(code="card_expired", retryable=False),
                "declined",
                "card_expired (final)",
            ),
            (api.Unavailable(reason="refused"), "unavailable", "refused"),
        ],
    )
    def test_after_a_no_another_attempt_may_be_made(
        self, invoice, finance, outcome, expected, detail
    ):
        FakeGateway.script.append(outcome)

        attempt = collect(finance, invoice)

        assert (attempt.status.value, attempt.detail) == (expected, detail)
        assert collect(finance, invoice, key="second").status is api.AttemptStatus.SUCCEEDED

    def test_a_bank_receipt_waits_for_the_gateway(self, invoice, finance):
        FakeGateway.script.append(TimeoutError())
        collect(finance, invoice)

        with pytest.raises(api.AttemptInFlight):
            pay(finance, invoice, "20.00")

        assert not models.Payment.objects.exists()

    def test_one_failing_answer_does_not_stop_the_others(self, account, finance):
        attempts = []
        for key in "ab":
            FakeGateway.script.append(TimeoutError())
            attempts.append(collect(finance, sent(finance, account, key=key), key=f"pay {key}"))
        first, second = attempts
        FakeGateway.known[str(first.id)] = ConnectionError("reset")
        FakeGateway.known[str(second.id)] = api.Succeeded(reference="ch_2")

        known = api.reconcile_attempts(actor=finance, employer_id=ids.ACME, received_on=PAID_ON)

        assert [attempt.status.value for attempt in known] == ["unknown", "succeeded"]

    def test_pending_waits(self, invoice, finance):
        FakeGateway.script.append(api.Pending(reference="ch_1"))

        assert collect(finance, invoice).status is api.AttemptStatus.PENDING
        assert status(finance, invoice) is api.InvoiceStatus.SENT

    def test_c_35_refuses_to_run_inside_a_transaction(self, invoice, finance):
        with transaction.atomic(), pytest.raises(api.MustNotBeInTransaction):
            collect(finance, invoice)

        assert FakeGateway.requests == []

    def test_a_paid_invoice_is_not_collected(self, invoice, finance):
        pay(finance, invoice, "60.00")

        with pytest.raises(api.IllegalTransition):
            collect(finance, invoice)

    def test_an_invoice_that_is_being_collected_is_not_voided(self, invoice, finance):
        FakeGateway.times_out()
        attempt = collect(finance, invoice)

        with pytest.raises(api.AttemptInFlight, match=str(attempt.id)):
            api.cancel_invoice(actor=finance, idempotency_key="c", invoice_id=invoice.id)

    def test_a_draft_is_not_collected(self, account, finance):
        with pytest.raises(api.IllegalTransition):
            collect(finance, drafted(finance, account))

    def test_only_what_is_due_is_collected(self, invoice, finance):
        pay(finance, invoice, "20.00")

        assert collect(finance, invoice).amount == gbp("40.00")

    def test_attempts_are_counted(self, invoice, finance):
        FakeGateway.declines()

        numbers = [collect(finance, invoice, key=key).number for key in "ab"]

        assert numbers == [1, 2]

    def test_an_answer_that_is_no_outcome_is_unknown(self, invoice, finance):
        FakeGateway.script.append(None)

        assert collect(finance, invoice).status is api.AttemptStatus.UNKNOWN

    def test_c_36_a_gateway_that_raises_may_have_moved_the_money(self, invoice, finance, settings):
        settings.BILLING_PAYMENT_GATEWAY = "tests.gateways.Raises"

        attempt = collect(finance, invoice)
        (asked,) = reconcile(finance)

        assert (attempt.status, asked.status) == (api.AttemptStatus.UNKNOWN,) * 2
        assert "ZeroDivisionError" in attempt.detail
        with pytest.raises(api.AttemptInFlight):
            pay(finance, invoice, "60.00")

    def test_texts_that_no_column_keeps_do_not_lose_the_money(self, invoice, finance):
        FakeGateway.script.append(api.Succeeded(reference="r\0" + "x" * 400))

        attempt = collect(finance, invoice)

        assert attempt.reference == "r" + "x" * 199
        assert status(finance, invoice) is api.InvoiceStatus.PAID

    def test_c_35_twenty_serialisation_failures_after_the_gateway_are_one_call(
        self, invoice, finance, failing
    ):
        failing("billing_app_payment", times=20)

        attempt = collect(finance, invoice)

        assert attempt.status is api.AttemptStatus.SUCCEEDED
        assert len(FakeGateway.requests) == 1
        assert status(finance, invoice) is api.InvoiceStatus.PAID

    def test_c_35_one_that_fails_for_ever_is_reconciled_without_a_second_call(
        self, invoice, finance, failing
    ):
        failing("billing_app_payment", times=1_000)
        with pytest.raises(OperationalError):
            collect(finance, invoice)
        assert collect(finance, invoice).status is api.AttemptStatus.SENT
        failing("billing_app_payment", times=0)

        reconcile(finance)

        assert status(finance, invoice) is api.InvoiceStatus.PAID
        assert len(FakeGateway.requests) == 1


class TestSeveralCallers:
    def test_neither_deadlock_nor_pay_twice(self, account, finance, settings):
        settings.BILLING_PAYMENT_GATEWAY = "tests.gateways.Slow"
        invoices = [sent(finance, account, key=f"i{n}") for n in range(4)]
        faults: list[str] = []

        def insist(invoice, name):
            for n in range(60):
                try:
                    collect(finance, invoice, key=f"{name} {invoice.id} {n}")
                    break
                except api.BillingError:
                    reconcile(finance)
                except Exception as exc:
                    faults.append(f"{type(exc).__name__}: {exc}")
            connection.close()

        for invoice in invoices:
            threads = [threading.Thread(target=insist, args=(invoice, n)) for n in range(3)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        assert faults == []
        assert {status(finance, invoice).value for invoice in invoices} == {"paid"}
        assert models.Payment.objects.count() == len(invoices)

    def test_void_bank_and_gateway_at_once_leave_one_effect(self, account, finance, settings):
        settings.BILLING_PAYMENT_GATEWAY = "tests.gateways.Slow"
        invoices = [sent(finance, account, key=f"i{n}") for n in range(4)]
        faults: list[str] = []

        def attempt(act):
            try:
                act()
            except api.BillingError:
                pass
            except Exception as exc:
                faults.append(f"{type(exc).__name__}: {exc}")
            connection.close()

        for invoice in invoices:
            acts = [
                lambda invoice=invoice: collect(finance, invoice, key=f"c{invoice.id}"),
                lambda invoice=invoice: pay(finance, invoice, "60.00", key=f"p{invoice.id}"),
                lambda invoice=invoice: api.void_invoice(
                    actor=finance, idempotency_key=f"v{invoice.id}", invoice_id=invoice.id
                ),
            ]
            threads = [threading.Thread(target=attempt, args=(act,)) for act in acts]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        assert faults == []
        for invoice in invoices:
            now = api.get_invoice(actor=finance, invoice_id=invoice.id)
            assert (now.status.value, now.paid) in {
                ("paid", gbp("60.00")),
                ("void", gbp("0.00")),
            }


class TestCommands:
    def test_reconcile_lists_what_it_asked_about(self, invoice, finance, capsys):
        FakeGateway.script.append(TimeoutError())
        collect(finance, invoice)

        call_command("billing_reconcile_attempts", str(ids.ACME), "--on", "2027-03-01")

        assert "1 attempts asked about." in capsys.readouterr().out

    def test_no_reference_is_shared_any_more(self, capsys):
        seed(dirty=True)

        call_command("billing_check_duplicates")

        assert capsys.readouterr().out == "0 references are shared.\n"


class TestAReferenceOfTwoAttempts:
    def test_leaves_the_second_unknown_and_pays_once(self, account, finance):
        first, second = (sent(finance, account, key=key) for key in ("a", "b"))
        FakeGateway.script.extend([api.Succeeded(reference="ch_1")] * 2)
        collect(finance, first)

        attempt = collect(finance, second, key="other")

        assert attempt.status is api.AttemptStatus.UNKNOWN
        assert attempt.detail == "ch_1 belongs to another attempt"
        assert models.Payment.objects.count() == 1
