"""
Does the Stripe adapter turn every answer, and every silence, into the right outcome?
"""

import http.server
import json
import threading
import urllib.request
import uuid

import pytest

from billing_app import api as billing
from domain_kit.money import Money
from host.adapters import payments

ATTEMPT = uuid.UUID(int=5)
REQUEST = billing.ChargeRequest(
    account_id=uuid.UUID(int=4),
    amount=Money.of("60.00", "GBP"),
    currency="GBP",
    attempt_id=ATTEMPT,
    description="Invoice 000001",
)


class Stripe(http.server.BaseHTTPRequestHandler):
    """
    A payment service on this machine that says what the test wrote down.
    """

    status = 200
    body: object = {}
    silent = False
    answers = threading.Event()
    seen: list[tuple[str, str, str]] = []

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        sent = self.rfile.read(length).decode()
        self.seen.append((self.path, self.headers.get("Idempotency-Key", ""), sent))
        self.answers.wait(20)
        if self.silent:
            self.close_connection = True
            return
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(json.dumps(self.body).encode())

    do_GET = do_POST

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def stripe(settings):
    Stripe.status, Stripe.body, Stripe.silent = 200, {}, False
    Stripe.seen.clear()
    Stripe.answers.set()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stripe)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.STRIPE_API_BASE = f"http://127.0.0.1:{server.server_port}"
    settings.STRIPE_SECRET_KEY = "sk_test"
    yield Stripe
    Stripe.answers.set()
    server.shutdown()
    server.server_close()


class Impatient(urllib.request.HTTPHandler):
    """
    Waits a tenth of a second instead of the adapter's ten, so that a timeout is quick to see.
    """

    def http_open(self, request):
        request.timeout = 0.1
        return super().http_open(request)


@pytest.fixture
def impatient():
    urllib.request.install_opener(urllib.request.build_opener(Impatient))
    yield
    urllib.request.install_opener(None)


class TestCharge:
    def test_the_attempt_is_the_idempotency_key(self, stripe):
        stripe.body = {"id": "pi_1", "status": "succeeded"}

        outcome = payments.StripeGateway().charge(REQUEST)

        assert outcome == billing.Succeeded(reference="pi_1")
        ((path, key, sent),) = stripe.seen
        assert (path, key) == ("/v1/payment_intents", str(ATTEMPT))
        assert "amount=6000&currency=gbp" in sent

    @pytest.mark.parametrize(
        ("body", "outcome"),
        [
            ({"id": "pi_1", "status": "processing"}, billing.Pending(reference="pi_1")),
            (
                {"id": "pi_1", "status": "canceled"},
                billing.Declined(code="canceled", retryable=False),
            ),
            (
                {"id": "pi_1", "status": "new"},
                billing.Unknown(reason="a status we do not know: 'new'"),
            ),
        ],
    )
    def test_every_status_has_its_outcome(self, stripe, body, outcome):
        stripe.body = body

        assert payments.StripeGateway().charge(REQUEST) == outcome

    def test_a_declined_card_is_declined(self, stripe):
        stripe.status, stripe.body = 402, {"error": {"decline_code": "insufficient_funds"}}

        assert payments.StripeGateway().charge(REQUEST) == billing.Declined(
            code="insufficient_funds", retryable=True
        )

    @pytest.mark.parametrize("status", [409, 500, 502])
    def test_c_36_a_failure_that_may_have_collected_is_unknown(self, stripe, status):
        stripe.status = status

        assert isinstance(payments.StripeGateway().charge(REQUEST), billing.Unknown)

    def test_too_many_requests_is_unavailable(self, stripe):
        stripe.status = 429

        assert isinstance(payments.StripeGateway().charge(REQUEST), billing.Unavailable)

    def test_c_36_a_connection_that_breaks_is_unknown(self, stripe):
        stripe.silent = True

        assert isinstance(payments.StripeGateway().charge(REQUEST), billing.Unknown)

    def test_c_36_a_gateway_that_does_not_answer_in_time_is_unknown(self, stripe, impatient):
        stripe.answers.clear()

        outcome = payments.StripeGateway().charge(REQUEST)

        assert outcome == billing.Unknown(reason="no usable answer: timed out")

    def test_a_refused_connection_collected_nothing(self, stripe, settings):
        settings.STRIPE_API_BASE = "http://127.0.0.1:9"

        assert isinstance(payments.StripeGateway().charge(REQUEST), billing.Unavailable)


class TestFetch:
    def test_asks_by_reference(self, stripe):
        stripe.body = {"id": "pi_1", "status": "succeeded"}

        assert payments.StripeGateway().fetch("pi_1") == billing.Succeeded(reference="pi_1")

    def test_asks_by_attempt_where_there_is_no_reference(self, stripe):
        stripe.body = {"object": "search_result", "data": [{"id": "pi_2", "status": "succeeded"}]}

        assert payments.StripeGateway().fetch(str(ATTEMPT)) == billing.Succeeded(reference="pi_2")

    def test_an_attempt_never_heard_of_stays_unknown(self, stripe):
        stripe.body = {"object": "search_result", "data": []}

        assert isinstance(payments.StripeGateway().fetch(str(ATTEMPT)), billing.Unknown)


class TestFakeGateway:
    def test_names_the_attempt(self):
        gateway = payments.FakeGateway()

        assert gateway.charge(REQUEST) == gateway.fetch(f"fake-{ATTEMPT}")
