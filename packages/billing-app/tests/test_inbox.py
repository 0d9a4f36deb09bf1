"""
Does a gateway's webhook have one effect, in whatever order and however often it comes?
"""

import json
import threading
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from billing_app import api, models
from billing_app.rules.signature import sign
from billing_app.testing import ids
from billing_app.testing.fakes import FakeGateway
from domain_kit.actor import Actor
from tests.conftest import PAID_ON, gbp, sent

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SYSTEM = Actor.system("tests")


@pytest.fixture(autouse=True)
def secrets(settings):
    settings.BILLING_WEBHOOK_SECRETS = {"FakeGateway": SECRET}


@pytest.fixture
def attempt(finance, account):
    """
    One that is pending at the gateway, under the reference f-1.
    """
    FakeGateway.script.append(api.Pending(reference="f-1"))
    invoice = sent(finance, account)
    return api.collect(
        actor=finance, idempotency_key="collect", invoice_id=invoice.id, paid_on=PAID_ON
    )


def body(kind="succeeded", reference="f-1", **data) -> bytes:
    return json.dumps(
        {"type": f"payment.{kind}", "data": {"reference": reference, **data}}
    ).encode()


def signed(raw: bytes, event_id: str = "evt_1") -> dict[str, str]:
    stamp = int(timezone.now().timestamp())
    return {
        "Webhook-Id": event_id,
        "Webhook-Timestamp": str(stamp),
        "Webhook-Signature": sign(SECRET, event_id, stamp, raw),
    }


def ingest(raw: bytes, event_id: str = "evt_1") -> api.WebhookReceipt:
    return api.ingest_webhook(gateway="FakeGateway", headers=signed(raw, event_id), body=raw)


def process() -> api.InboxPass:
    return api.process_inbox(actor=SYSTEM)


def parallel(count: int, act) -> list:
    answers = []

    def run(number: int) -> None:
        answers.append(act(number))
        connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def kinds() -> set[str]:
    return {each.kind for each in api.list_alerts(actor=SYSTEM)}


def status(finance, attempt) -> str:
    return api.get_invoice(actor=finance, invoice_id=attempt.invoice_id).status.value


class TestEffects:
    def test_c_37_fifty_copies_are_one_row_and_one_effect(self, client, finance, attempt):
        raw = body()
        headers = signed(raw)

        def send(_: int) -> int:
            path = "/billing/webhooks/FakeGateway"
            return client.post(path, raw, content_type="text/odd", headers=headers).status_code

        codes = parallel(50, send)
        process()
        process()

        assert codes == [200] * 50
        assert models.WebhookInbox.objects.count() == 1
        assert models.Payment.objects.count() == 1
        assert status(finance, attempt) == "paid"

    def test_c_37_a_failure_that_comes_late_changes_nothing(self, finance, attempt):
        ingest(body("succeeded"), "t3")
        process()
        ingest(body("failed"), "t2")

        assert process().done == 1
        assert status(finance, attempt) == "paid"

    def test_c_37_money_that_comes_after_a_failure_is_taken(self, finance, attempt):
        for kind in ("failed", "succeeded"):
            ingest(body(kind), kind)
            process()

        assert status(finance, attempt) == "paid"

    def test_c_37_another_amount_is_quarantined(self, finance, attempt):
        ingest(body(amount={"minor": 5999, "currency": "GBP"}))

        assert process().quarantined == 1
        assert status(finance, attempt) == "open"
        assert models.Payment.objects.count() == 0
        assert kinds() == {"amount-mismatch"}

    def test_c_37_an_unknown_reference_is_parked_tried_again_and_alerted(self, finance, attempt):
        ingest(body(reference="f-2"))
        first, second = process(), process()

        assert (first.parked, second.parked) == (1, 0)
        assert kinds() == {"unknown-reference"}
        assert models.WebhookInbox.objects.get().next_at > timezone.now()

        models.PaymentAttempt.objects.filter(pk=attempt.id).update(gateway_reference="f-2")
        models.WebhookInbox.objects.update(next_at=timezone.now())

        assert process().done == 1
        assert status(finance, attempt) == "paid"
        assert kinds() == set()

    def test_c_37_after_some_days_a_person_looks_at_it(self, account):
        ingest(body(reference="nobody"))
        models.WebhookInbox.objects.update(tries=7)

        assert process().quarantined == 1
        assert kinds() == {"unknown-reference"}

    def test_c_37_money_for_a_void_invoice_is_unallocated(self, finance, attempt):
        ingest(body("failed"), "t1")
        process()
        api.void_invoice(actor=finance, idempotency_key="void", invoice_id=attempt.invoice_id)
        ingest(body("succeeded"), "t2")

        assert process().done == 1
        assert status(finance, attempt) == "void"
        (receipt,) = api.list_payments(actor=finance, employer_id=ids.ACME)
        assert receipt.unallocated == gbp("60.00")
        assert kinds() == {"unallocated-money"}

    def test_another_gateway_does_not_decide_it(self, finance, attempt, settings):
        settings.BILLING_WEBHOOK_SECRETS = {"Other": SECRET}
        raw = body(attempt_id=str(attempt.id))
        api.ingest_webhook(gateway="Other", headers=signed(raw), body=raw)

        assert process().parked == 1
        assert status(finance, attempt) == "open"

    def test_a_webhook_names_an_attempt_by_its_id(self, finance, attempt):
        ingest(body(reference="", attempt_id=str(attempt.id)))

        assert process().done == 1
        assert status(finance, attempt) == "paid"


class TestWorkers:
    def test_c_37_two_workers_share(self, account):
        for number in range(20):
            ingest(body(reference=f"nobody {number}"), f"evt_{number}")

        passes = parallel(2, lambda _: process())

        assert sum(each.parked for each in passes) == 20
        assert set(models.WebhookInbox.objects.values_list("tries", flat=True)) == {1}

    def test_one_that_another_worker_holds_is_left_to_it(self, attempt):
        ingest(body())
        locked, done = threading.Event(), threading.Event()

        def hold() -> None:
            with connection.cursor() as cursor:
                cursor.execute("BEGIN")
                cursor.execute("SELECT 1 FROM billing_app_webhook_inbox FOR UPDATE")
                locked.set()
                done.wait(10)
                cursor.execute("ROLLBACK")
            connection.close()

        thread = threading.Thread(target=hold)
        thread.start()
        locked.wait(10)
        passed = process()
        done.set()
        thread.join()

        assert passed == api.InboxPass(done=0, parked=0, quarantined=0)

    def test_only_who_acts_for_all_employers_processes(self, finance):
        with pytest.raises(Exception, match="fay"):
            api.process_inbox(actor=finance)


class TestRefusals:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("Webhook-Signature", "a,b,c"),
            ("Webhook-Signature", ""),
            ("Webhook-Signature", "v9,AAAA"),
            ("Webhook-Signature", "\xff\xfe"),
            ("Webhook-Timestamp", "1614265330"),
            ("Webhook-Timestamp", "now"),
            ("Webhook-Id", ""),
            ("Webhook-Id", "x" * 201),
        ],
    )
    def test_c_38_it_is_a_400_and_nothing_is_kept(self, client, name, value):
        raw = body()
        answer = client.post(
            "/billing/webhooks/FakeGateway",
            raw,
            content_type="application/json",
            headers={**signed(raw), name: value},
        )

        assert (answer.status_code, answer.json()["type"]) == (400, "signature-invalid")
        assert models.WebhookInbox.objects.count() == 0

    @pytest.mark.parametrize(
        ("gateway", "status"), [("Nobody", 400), ("%FF", 400), ("x" * 300, 422), ("%00", 422)]
    )
    def test_an_unknown_gateway_is_refused(self, client, gateway, status):
        raw = body()
        answer = client.post(
            f"/billing/webhooks/{gateway}", raw, content_type="text/plain", headers=signed(raw)
        )

        assert answer.status_code == status
        assert models.WebhookInbox.objects.count() == 0

    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"\x00\xff",
            b"[]",
            b"null",
            b'{"type": []}',
            b'{"type": "payment.succeeded", "data": 7}',
            b'{"type": "payment.succeeded", "data": {"attempt_id": "x"}}',
            b'{"type": "payment.succeeded", "data": {"amount": {"minor": 1, "currency": "XXY"}}}',
            b'{"type": "payment.succeeded", "data": {"amount": {"minor": 1.5, "currency": "GBP"}}}',
            b"[" * 100_000,
        ],
    )
    def test_signed_bytes_that_mean_nothing_are_kept_for_a_person(self, raw):
        ingest(raw)

        assert process().quarantined == 1
        assert bytes(models.WebhookInbox.objects.get().body) == raw
        assert kinds() == {"webhook-not-applied"}

    def test_a_type_that_tells_of_no_outcome_is_done(self):
        ingest(b'{"type": "customer.created"}')

        assert process().done == 1
        assert kinds() == set()

    def test_odd_characters_are_kept_as_the_database_can(self):
        ingest(b'{"type": "payment.succeeded", "data": {"reference": "a\\u0000\\ud800"}}')

        assert process().parked == 1


class Parsing(FakeGateway):
    """
    A gateway that reads its own webhooks.
    """

    def parse_event(self, headers, body) -> api.GatewayEvent:
        told = json.loads(body)
        if told["secret"] != "ours":
            raise api.SignatureInvalid("not ours")
        return api.GatewayEvent(
            event_id=told["id"], outcome=api.Succeeded(reference="f-1"), reference="f-1"
        )


class TestOwnParser:
    @pytest.fixture(autouse=True)
    def gateway(self, settings):
        settings.BILLING_PAYMENT_GATEWAY = "tests.test_inbox.Parsing"

    def send(self, raw: bytes) -> api.WebhookReceipt:
        return api.ingest_webhook(gateway="Parsing", headers={}, body=raw)

    def test_its_own_event_is_applied(self, finance, attempt):
        assert self.send(b'{"secret": "ours", "id": "e"}').event_id == "e"
        assert self.send(b'{"secret": "ours", "id": "e"}').repeated
        assert process().done == 1
        assert status(finance, attempt) == "paid"

    @pytest.mark.parametrize(
        "raw",
        [
            b"\xff",
            b"{}",
            b'{"secret": "x"}',
            b'{"secret": "ours", "id": 7}',
            b'{"secret": "ours", "id": ""}',
        ],
    )
    def test_whatever_it_fails_on_is_a_refusal(self, raw):
        with pytest.raises(api.SignatureInvalid):
            self.send(raw)
        assert models.WebhookInbox.objects.count() == 0


def test_ids_are_of_one_gateway_only(settings):
    settings.BILLING_WEBHOOK_SECRETS = {"One": SECRET, "Two": SECRET}
    raw = body(attempt_id=str(uuid.uuid4()))
    for gateway in ("One", "Two"):
        receipt = api.ingest_webhook(gateway=gateway, headers=signed(raw), body=raw)
        assert not receipt.repeated
    assert models.WebhookInbox.objects.count() == 2
