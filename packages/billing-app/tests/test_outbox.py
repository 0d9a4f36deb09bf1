"""
Does everybody who wants to know hear what happened, once or more and in order, and nobody else?
"""

import contextlib
import datetime as dt
import http.server
import json
import socket
import threading
from typing import ClassVar

import pytest
from django.db import connection, transaction
from django.utils import timezone

from billing_app import api, models
from billing_app.rules.signature import require_signature
from billing_app.services import post as posting
from billing_app.services import relay_outbox as relaying
from billing_app.services.publish import publish
from billing_app.testing import ids
from billing_app.testing.fakes import FakeGateway
from domain_kit.actor import Actor
from tests.conftest import PAID_ON, drafted, pay, sent

pytestmark = pytest.mark.django_db(transaction=True)

SYSTEM = Actor.system("tests")


class Receiver(http.server.BaseHTTPRequestHandler):
    """
    Answers what `script` says, in order, and then 204; keeps what it was sent.
    """

    script: ClassVar[list[tuple[int, dict[str, str]]]] = []
    got: ClassVar[list[tuple[str, dict[str, str], bytes]]] = []
    inside: ClassVar[list[object]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((self.path, dict(self.headers), body))
        for act in self.inside:
            act()
        status, headers = self.script.pop(0) if self.script else (204, {})
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def url(settings):
    settings.BILLING_WEBHOOK_LOOPBACK = True
    for kept in (Receiver.script, Receiver.got, Receiver.inside):
        kept.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/hook?x=1"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def endpoint(finance, account, url):
    return register(finance, url)


def register(finance, url, key="endpoint", **more):
    return api.register_endpoint(
        actor=finance, idempotency_key=key, url=url, employer_id=ids.ACME, **more
    )


def relay(**more) -> api.RelayPass:
    return api.relay_outbox(actor=SYSTEM, **more)


def topics() -> list[str]:
    return list(models.OutboxEvent.objects.order_by("id").values_list("topic", flat=True))


def heard() -> list[dict]:
    return [json.loads(body) for _, _, body in Receiver.got]


def due_again() -> None:
    models.WebhookDelivery.objects.update(next_at=timezone.now(), leased_until=None)
    models.WebhookEndpoint.objects.update(paused_until=None)


class TestEvents:
    def test_an_invoice_tells_its_life_in_order(self, finance, account):
        invoice = sent(finance, account)
        payment = pay(finance, invoice, "60.00")
        api.reverse_payment(
            actor=finance, idempotency_key="back", payment_id=payment.id, reason="chargeback"
        )
        api.void_invoice(actor=finance, idempotency_key="void", invoice_id=invoice.id)

        rows = models.OutboxEvent.objects.filter(aggregate=invoice.id).order_by("sequence")
        assert [(row.sequence, row.topic) for row in rows] == [
            (1, "InvoiceFinalised"),
            (2, "PaymentAllocated"),
            (3, "InvoicePaid"),
            (4, "InvoiceReopened"),
            (5, "InvoiceVoided"),
        ]
        assert "PaymentReversed" in topics()
        assert rows[0].payload == {
            "invoice_id": str(invoice.id),
            "minor": 6000,
            "currency": "GBP",
        }

    def test_an_attempt_tells_how_it_ended(self, finance, account):
        FakeGateway.times_out()
        FakeGateway.declines()
        for key in ("one", "two"):
            invoice = sent(finance, account, key=key)
            api.collect(
                actor=finance, idempotency_key=f"c {key}", invoice_id=invoice.id, paid_on=PAID_ON
            )

        assert {"PaymentUnknown", "PaymentFailed"} <= set(topics())

    def test_documents_and_reminders_are_told(self, finance, account, monkeypatch):
        operator = Actor.system("operator")
        api.define_dunning(
            actor=operator,
            idempotency_key="stages",
            legal_entity="Northern Mutual Ltd",
            stages=(api.DunningStage(days_after_due=7, name="Reminder"),),
        )
        late, lost = sent(finance, account), sent(finance, account, key="lost")
        monkeypatch.setattr(
            "billing_app.services.advance_dunning.business_date", lambda _: dt.date(2027, 4, 6)
        )
        api.advance_dunning(actor=finance, idempotency_key="dun", employer_id=ids.ACME)
        pay(finance, late, "60.00")
        api.issue_credit_note(
            actor=finance,
            idempotency_key="credit",
            invoice_id=late.id,
            reason="Cover ended",
            issued_on=PAID_ON,
        )
        api.mark_uncollectible(actor=finance, idempotency_key="give up", invoice_id=lost.id)
        api.pay_out_balance(
            actor=finance,
            idempotency_key="out",
            employer_id=ids.ACME,
            reference="BACS OUT",
            paid_on=PAID_ON,
        )

        assert {
            "InvoiceOverdue",
            "CoverageAtRisk",
            "CreditNoteIssued",
            "InvoiceUncollectible",
            "RefundIssued",
        } <= set(topics())

    def test_c_40_what_is_undone_is_not_told(self, finance, account):
        invoice = drafted(finance, account)
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            api.finalise_invoice(actor=finance, idempotency_key="f", invoice_id=invoice.id)
            raise ZeroDivisionError

        assert topics() == []

    def test_a_retry_tells_nothing_again(self, finance, account):
        sent(finance, account)
        sent(finance, account)

        assert topics() == ["InvoiceFinalised"]


class TestRelay:
    def test_an_event_arrives_signed(self, finance, account, endpoint):
        invoice = sent(finance, account)

        assert relay() == api.RelayPass(published=1, delivered=1, failed=0, given_up=0)
        ((path, headers, body),) = Receiver.got
        event = models.OutboxEvent.objects.get()
        assert path == "/hook?x=1"
        assert require_signature([endpoint.secret], headers, body, now=timezone.now()) == str(
            event.id
        )
        assert json.loads(body)["data"]["invoice_id"] == str(invoice.id)
        assert relay().delivered == 0

    def test_only_the_topics_and_the_employer_it_is_for(self, finance, account, url):
        register(finance, url, "voids", topics=[api.Topic.INVOICE_VOIDED])
        stranger = Actor(id="gus", role=finance.role, employer_ids=frozenset({ids.GLOBEX}))
        api.register_endpoint(actor=stranger, idempotency_key="g", url=url, employer_id=ids.GLOBEX)
        invoice = sent(finance, account)
        api.void_invoice(actor=finance, idempotency_key="void", invoice_id=invoice.id)
        relay()

        assert [each["type"] for each in heard()] == ["InvoiceVoided"]

    def test_c_40_a_crash_before_the_call_loses_nothing(
        self, finance, account, endpoint, monkeypatch
    ):
        sent(finance, account)

        def crash(*_: object) -> None:
            raise SystemExit

        monkeypatch.setattr(relaying, "_send", crash)
        with pytest.raises(SystemExit):
            relay()
        monkeypatch.undo()
        assert relay().delivered == 0  # another relay may be at it
        models.WebhookDelivery.objects.update(leased_until=timezone.now())

        assert relay().delivered == 1

    def test_c_40_a_crash_after_the_call_sends_the_same_id_again(
        self, finance, account, endpoint, monkeypatch
    ):
        sent(finance, account)

        def crash(*_: object) -> None:
            raise SystemExit

        monkeypatch.setattr(relaying, "_end", crash)
        with pytest.raises(SystemExit):
            relay()
        monkeypatch.undo()
        models.WebhookDelivery.objects.update(leased_until=timezone.now())
        relay()

        assert len(Receiver.got) == 2
        assert len({headers["Webhook-Id"] for _, headers, _ in Receiver.got}) == 1

    def test_c_40_two_relays_keep_the_order_of_each_aggregate(self, finance, account, endpoint):
        for number in range(6):
            invoice = sent(finance, account, key=f"i{number}")
            pay(finance, invoice, "60.00", key=f"p{number}")
        Receiver.script.extend([(500, {}), (503, {"Retry-After": "0"})])

        def run() -> None:
            relay()
            connection.close()

        for _ in range(3):
            threads = [threading.Thread(target=run) for _ in range(2)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            due_again()
        told: dict[str, list[int]] = {}
        for each in heard():
            told.setdefault(each["aggregate"], []).append(each["sequence"])

        assert len(told) == 6
        # A try that failed is told twice, and never after a later one.
        assert all(order == sorted(order) and set(order) == {1, 2, 3} for order in told.values())

    def test_c_40_an_earlier_event_that_is_not_published_keeps_later_ones(
        self, finance, account, endpoint
    ):
        invoice = sent(finance, account)
        publish(limit=10)
        pay(finance, invoice, "60.00")
        publish(limit=10)
        models.OutboxEvent.objects.filter(sequence=1).update(published_at=None)
        models.WebhookDelivery.objects.filter(sequence=1).delete()

        assert relaying._claim(endpoint.endpoint.id) is None

    def test_no_lock_is_held_during_the_call(self, finance, account, endpoint):
        held: list[int] = []

        def look() -> None:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                    "AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%%'"
                )
                held.append(cursor.fetchone()[0])
            connection.close()

        Receiver.inside.append(look)
        sent(finance, account)
        relay()

        assert held == [0]

    def test_it_does_not_run_in_a_transaction(self):
        with pytest.raises(api.MustNotBeInTransaction), transaction.atomic():
            relay()


class TestAnswers:
    @pytest.mark.parametrize("status", [301, 302, 307, 400, 404, 500])
    def test_c_39_it_is_tried_again_and_a_redirect_is_not_followed(
        self, finance, account, endpoint, url, status
    ):
        Receiver.script.append((status, {"Location": url}))
        sent(finance, account)

        assert relay().failed == 1
        assert len(Receiver.got) == 1
        assert models.WebhookDelivery.objects.get().next_at > timezone.now()
        due_again()
        assert relay().delivered == 1

    def test_c_39_410_disables_the_endpoint(self, finance, account, endpoint):
        Receiver.script.append((410, {}))
        sent(finance, account)
        relay()
        sent(finance, account, key="later")
        relay()

        (now,) = api.list_endpoints(actor=finance)
        assert now.disabled_at is not None
        assert len(Receiver.got) == 1
        assert [each.kind for each in api.list_alerts(actor=SYSTEM)] == ["endpoint-disabled"]

    @pytest.mark.parametrize("status", [429, 503])
    def test_c_39_retry_after_slows_the_endpoint_down(self, finance, account, endpoint, status):
        Receiver.script.append((status, {"Retry-After": "3600"}))
        sent(finance, account)
        sent(finance, account, key="other")
        relay()

        assert len(Receiver.got) == 1  # the other one waits as well
        row = models.WebhookEndpoint.objects.get()
        assert row.paused_until > timezone.now() + dt.timedelta(minutes=59)

    def test_c_39_after_ten_tries_a_person_looks_at_it(self, finance, account, endpoint):
        Receiver.script.extend([(500, {})] * 10)
        invoice = sent(finance, account)
        for _ in range(9):
            assert relay().failed == 1
            due_again()

        assert relay().given_up == 1
        assert [each.kind for each in api.list_alerts(actor=SYSTEM)] == ["event-not-delivered"]
        api.void_invoice(actor=finance, idempotency_key="void", invoice_id=invoice.id)
        assert relay().delivered == 1

    def test_a_receiver_that_never_answers_holds_no_relay(
        self, finance, account, endpoint, monkeypatch
    ):
        monkeypatch.setattr(posting, "STEP_SECONDS", 0.1)
        release = threading.Event()
        Receiver.inside.append(lambda: release.wait(10))
        sent(finance, account)

        assert relay().failed == 1
        release.set()
        assert "imeout" in models.WebhookDelivery.objects.get().detail

    def test_a_receiver_that_answers_a_byte_at_a_time_holds_no_relay(self, settings, monkeypatch):
        monkeypatch.setattr(posting, "CALL_SECONDS", 0.3)
        stop = threading.Event()
        listener = socket.create_server(("127.0.0.1", 0))

        def drip() -> None:
            peer, _ = listener.accept()
            with contextlib.suppress(OSError):
                while not stop.wait(0.05):
                    peer.sendall(b"H")
            peer.close()

        thread = threading.Thread(target=drip)
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        answer = posting.post(url, {}, b"{}", loopback=True)
        stop.set()
        thread.join()
        listener.close()

        assert answer.status is None


class TestAddresses:
    def resolve(self, monkeypatch, *addresses: str) -> list[tuple]:
        called: list[tuple] = []

        def found(host, port, **_: object):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]

        def connect(address, timeout):
            called.append(address)
            raise ConnectionRefusedError

        monkeypatch.setattr(socket, "getaddrinfo", found)
        monkeypatch.setattr(socket, "create_connection", connect)
        return called

    @pytest.mark.parametrize(
        "addresses",
        [["10.0.0.1"], ["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::ffff:169.254.169.254"]],
    )
    def test_c_39_a_name_of_our_own_network_is_not_called(self, monkeypatch, addresses):
        called = self.resolve(monkeypatch, *addresses)

        answer = posting.post("https://example.com/", {}, b"{}", loopback=False)

        assert (called, answer.status) == ([], None)
        assert "EndpointNotAllowed" in answer.reason

    def test_c_39_the_address_that_was_looked_at_is_called(self, monkeypatch):
        called = self.resolve(monkeypatch, "93.184.216.34")

        posting.post("https://example.com/", {}, b"{}", loopback=False)

        assert called == [("93.184.216.34", 443)]

    @pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "2130706433", "0x7f.1", "localhost"])
    def test_c_39_this_machine_is_not_called_by_any_name(self, host):
        answer = posting.post(f"https://{host}/", {}, b"{}", loopback=False)

        assert answer.status is None
        assert "Connection" not in answer.reason

    def test_http_is_for_tests_only(self, finance, account):
        with pytest.raises(api.EndpointNotAllowed):
            register(finance, "http://example.com/")


class TestEndpoints:
    def test_a_secret_is_shown_once(self, finance, endpoint, url):
        assert endpoint.secret.startswith("whsec_")
        again = register(finance, url)

        assert (again.endpoint, again.secret) == (endpoint.endpoint, None)
        assert endpoint.secret not in repr(endpoint)
        assert not any("secret" in name for name in api.Endpoint.__slots__)
        assert "whsec" not in json.dumps(list(models.CommandRecord.objects.values()), default=str)

    def test_for_a_day_both_secrets_sign(self, finance, account, endpoint):
        new = api.rotate_secret(
            actor=finance, idempotency_key="rotate", endpoint_id=endpoint.endpoint.id
        )
        sent(finance, account)
        relay()
        models.WebhookEndpoint.objects.update(former_until=timezone.now())
        sent(finance, account, key="later")
        relay()

        (_, first, body), (_, second, later) = Receiver.got
        now = timezone.now()
        for secret in (endpoint.secret, new.secret):
            require_signature([secret], first, body, now=now)
        require_signature([new.secret], second, later, now=now)
        with pytest.raises(api.SignatureInvalid):
            require_signature([endpoint.secret], second, later, now=now)

    def test_a_disabled_one_gets_nothing(self, finance, account, endpoint):
        sent(finance, account)
        done = api.disable_endpoint(
            actor=finance, idempotency_key="off", endpoint_id=endpoint.endpoint.id, reason="moved"
        )
        relay()

        assert (done.disabled_reason, Receiver.got) == ("moved", [])

    def test_another_employer_does_not_see_it(self, stranger, endpoint):
        assert api.list_endpoints(actor=stranger) == ()
        with pytest.raises(api.EndpointNotFound):
            api.rotate_secret(actor=stranger, idempotency_key="r", endpoint_id=endpoint.endpoint.id)

    def test_only_who_acts_for_all_hears_of_all(self, finance, url):
        with pytest.raises(Exception, match="fay"):
            api.register_endpoint(actor=finance, idempotency_key="all", url=url)

    def test_an_unknown_topic_is_refused(self, finance, account, url):
        with pytest.raises(api.UnusableValue):
            register(finance, url, topics=["Everything"])

    def test_the_router_speaks_of_them(self, client, finance, account, url):
        made = client.post(
            "/billing/webhook-endpoints",
            json.dumps({"url": url, "employer_id": str(ids.ACME), "topics": ["InvoicePaid"]}),
            content_type="application/json",
            headers={"Idempotency-Key": "one"},
        )
        listed = client.get("/billing/webhook-endpoints").json()

        assert made.status_code == 201
        assert listed["items"] == [made.json()["endpoint"]]
        assert "secret" not in json.dumps(listed)

    def test_what_happened_before_is_not_sent(self, finance, account, url):
        pay(finance, sent(finance, account), "60.00")
        register(finance, url)
        relay()

        assert Receiver.got == []
