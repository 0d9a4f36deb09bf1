"""
Does the Stripe adapter turn every answer, and every silence, into the right outcome?
"""

import dataclasses
import http.server
import json
import threading
import urllib.parse
import uuid

import pytest
import stripe as stripe_library

from billing_app import api as billing
from domain_kit.money import Money
from host.adapters import payments
from host.adapters.stripe_gateway import client, units
from host.adapters.stripe_gateway.events import read_event

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
    raw: bytes | None = None
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
        self.wfile.write(self.raw or json.dumps(self.body).encode())

    do_GET = do_POST

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def stripe(settings):
    Stripe.status, Stripe.body, Stripe.raw, Stripe.silent = 200, {}, None, False
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


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(client, "TIMEOUT_SECONDS", 0.1)


def asked_for(amount):
    return dataclasses.replace(REQUEST, amount=amount, currency=amount.currency)


class TestCharge:
    def test_the_attempt_is_the_idempotency_key(self, stripe):
        stripe.body = {"id": "pi_1", "status": "succeeded"}

        outcome = payments.StripeGateway().charge(REQUEST)

        assert outcome == billing.Succeeded(reference="pi_1")
        ((path, key, sent),) = stripe.seen
        assert (path, key) == ("/v1/payment_intents", str(ATTEMPT))
        asked = dict(urllib.parse.parse_qsl(sent))
        assert (asked["amount"], asked["currency"]) == ("6000", "gbp")
        assert asked["metadata[attempt_id]"] == str(ATTEMPT)

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

    def test_a_declined_card_says_whether_another_day_may_bring_it(self, stripe):
        stripe.status, stripe.body = (
            402,
            {"error": {"code": "card_declined", "decline_code": "lost_card"}},
        )

        assert payments.StripeGateway().charge(REQUEST) == billing.Declined(
            code="lost_card", retryable=False
        )

    @pytest.mark.parametrize("status", [400, 404, 405, 422])
    def test_a_plain_no_collected_nothing(self, stripe, status):
        stripe.status = status
        stripe.body = {"error": {"code": "resource_missing", "message": "No such customer"}}

        outcome = payments.StripeGateway().charge(REQUEST)

        assert outcome == billing.Declined(
            code="resource_missing: No such customer", retryable=False
        )

    @pytest.mark.parametrize("status", [401, 403])
    def test_a_refused_key_is_ours_to_mend(self, stripe, status):
        stripe.status, stripe.body = status, {"error": {"message": "Expired API Key"}}

        outcome = payments.StripeGateway().charge(REQUEST)

        assert isinstance(outcome, billing.Unavailable)
        assert "STRIPE_SECRET_KEY" in outcome.reason

    def test_a_key_that_was_sent_with_another_request_is_unknown(self, stripe):
        stripe.status, stripe.body = 400, {"error": {"type": "idempotency_error"}}

        assert isinstance(payments.StripeGateway().charge(REQUEST), billing.Unknown)

    def test_c_36_an_answer_that_is_no_answer_is_unknown(self, stripe):
        stripe.raw = b"<html>"

        assert isinstance(payments.StripeGateway().charge(REQUEST), billing.Unknown)

    @pytest.mark.parametrize("status", [409, 429, 500, 503])
    def test_nothing_is_sent_twice(self, stripe, status):
        stripe.status = status

        payments.StripeGateway().charge(REQUEST)

        assert len(stripe.seen) == 1

    def test_a_refused_intent_names_what_the_bank_said(self, stripe):
        stripe.body = {
            "id": "pi_1",
            "object": "payment_intent",
            "status": "requires_payment_method",
            "last_payment_error": {"code": "card_declined", "decline_code": "do_not_honor"},
        }

        assert payments.StripeGateway().charge(REQUEST) == billing.Declined(
            code="do_not_honor", retryable=True
        )

    @pytest.mark.parametrize("status", [409, 500, 502, 503])
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

        assert isinstance(outcome, billing.Unknown)

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

    @pytest.mark.parametrize(
        ("status", "body", "reference"),
        [
            (200, {"object": "search_result", "data": []}, str(ATTEMPT)),
            (404, {"error": {"code": "resource_missing"}}, "pi_9"),
        ],
    )
    def test_what_it_never_heard_of_has_the_outcome_of_the_installed_release(
        self, stripe, status, body, reference
    ):
        stripe.status, stripe.body = status, body

        outcome = payments.StripeGateway().fetch(reference)

        assert isinstance(outcome, getattr(billing, "NotFound", billing.Unknown))
        assert "has not heard of" in outcome.reason

    @pytest.mark.parametrize("status", [400, 401, 403, 402, 409, 429, 500])
    def test_a_question_that_is_not_answered_says_nothing_of_the_money(self, stripe, status):
        stripe.status, stripe.body = status, {"error": {"message": "no"}}

        assert isinstance(payments.StripeGateway().fetch("pi_1"), billing.Unknown)

    def test_nobody_to_ask_says_nothing_of_the_money(self, stripe, settings):
        settings.STRIPE_API_BASE = "http://127.0.0.1:9"

        assert isinstance(payments.StripeGateway().fetch("pi_1"), billing.Unknown)


class TestUnits:
    @pytest.mark.parametrize(
        ("amount", "counted"),
        [
            (Money.of("60.00", "GBP"), 6000),
            (Money.of("6000", "JPY"), 6000),
            (Money.of("6000.00", "MGA"), 6000),
            (Money.of("6000", "UGX"), 600000),
            (Money.of("6000", "ISK"), 600000),
            (Money.of("60.010", "KWD"), 60010),
            (Money.of("5", "BIF"), 5),
        ],
    )
    def test_stripe_counts_in_units_of_its_own(self, amount, counted):
        assert units.to_stripe(amount) == counted
        assert units.from_stripe(counted, amount.currency.lower()) == amount

    @pytest.mark.parametrize(
        "amount", [Money.of("60.001", "KWD"), Money.of("6000.20", "MGA"), Money.of("1.001", "IQD")]
    )
    def test_what_cannot_be_asked_for_exactly_is_refused_and_not_sent(self, stripe, amount):
        outcome = payments.StripeGateway().charge(asked_for(amount))

        assert isinstance(outcome, billing.Declined)
        assert not outcome.retryable
        assert str(amount) in outcome.code
        assert stripe.seen == []

    @pytest.mark.parametrize(
        ("counted", "currency"),
        [(600050, "isk"), (None, "gbp"), (1, None), (5, "xxx"), (True, "gbp")],
    )
    def test_an_amount_that_there_is_not_is_none(self, counted, currency):
        assert units.from_stripe(counted, currency) is None


@dataclasses.dataclass(frozen=True)
class Refund:
    """
    As newer releases of billing ask for one.
    """

    refund_id: uuid.UUID
    reference: str
    amount: Money
    reason: str = ""


class TestRefund:
    ASKED = Refund(uuid.UUID(int=9), "pi_1", Money.of("6000", "UGX"), "charged twice")

    def test_gives_back_once_in_units_of_stripe(self, stripe):
        stripe.body = {"object": "refund", "id": "re_1", "status": "pending"}

        outcome = payments.StripeGateway().refund(self.ASKED)

        assert outcome == billing.Pending(reference="re_1")
        ((path, key, sent),) = stripe.seen
        asked = dict(urllib.parse.parse_qsl(sent))
        assert (path, key) == ("/v1/refunds", str(self.ASKED.refund_id))
        assert (asked["payment_intent"], asked["amount"]) == ("pi_1", "600000")

    @pytest.mark.parametrize(
        ("status", "body", "kind"),
        [
            (200, {"id": "re_1", "status": "succeeded"}, billing.Succeeded),
            (200, {"id": "re_1", "status": "failed"}, billing.Declined),
            (200, {"id": "re_1", "status": "new"}, billing.Unknown),
            (400, {"error": {"code": "charge_already_refunded"}}, billing.Declined),
            (500, {}, billing.Unknown),
        ],
    )
    def test_every_answer_has_its_outcome(self, stripe, status, body, kind):
        stripe.status, stripe.body = status, body

        assert isinstance(payments.StripeGateway().refund(self.ASKED), kind)


class TestEvents:
    """
    What Stripe tells by itself.
    """

    @pytest.fixture(autouse=True)
    def endpoint(self, settings):
        settings.STRIPE_WEBHOOK_SECRET = "whsec_old, whsec_new"

    def event(self, kind="payment_intent.succeeded", **intent):
        about = {"object": "payment_intent", "id": "pi_1", "metadata": {"attempt_id": str(ATTEMPT)}}
        return json.dumps(
            {
                "object": "event",
                "id": "evt_1",
                "type": kind,
                "data": {"object": {**about, "status": "succeeded", **intent}},
            }
        ).encode()

    def signed(self, body, by="whsec_new", at=None):
        header = stripe_library.WebhookSignature.generate_signature_header(body.decode(), by, at)
        return {"Stripe-Signature": header}

    @pytest.mark.parametrize("by", ["whsec_old", "whsec_new"])
    def test_of_a_success_name_the_attempt_and_what_was_taken(self, by):
        body = self.event(amount_received=600000, currency="ugx")

        said = read_event(self.signed(body, by), body)

        assert (said.event_id, said.attempt_id, said.reference) == ("evt_1", ATTEMPT, "pi_1")
        assert said.outcome.reference == "pi_1"
        assert getattr(said.outcome, "amount", Money.of("6000", "UGX")) == Money.of("6000", "UGX")

    def test_of_a_failure_are_a_no(self):
        body = self.event("payment_intent.payment_failed", status="requires_payment_method")

        assert isinstance(read_event(self.signed(body), body).outcome, billing.Declined)

    @pytest.mark.parametrize("kind", ["customer.created", "charge.succeeded"])
    def test_about_something_else_say_nothing_of_an_attempt(self, kind):
        body = self.event(kind)

        assert read_event(self.signed(body), body).outcome is None

    @pytest.mark.parametrize("metadata", [{}, {"attempt_id": "theirs"}, None])
    def test_of_a_payment_that_nobody_here_asked_for_name_no_attempt(self, metadata):
        body = self.event(metadata=metadata)

        assert read_event(self.signed(body), body).attempt_id is None

    @pytest.mark.parametrize("spoil", ["secret", "body", "time", "header", "none"])
    def test_that_are_not_stripes_are_refused(self, settings, spoil):
        body = self.event()
        headers = self.signed(
            body,
            "whsec_theirs" if spoil == "secret" else "whsec_new",
            1_000_000_000 if spoil == "time" else None,
        )
        if spoil == "none":
            settings.STRIPE_WEBHOOK_SECRET = ""

        with pytest.raises(stripe_library.SignatureVerificationError):
            read_event(
                {} if spoil == "header" else headers,
                body.replace(b"pi_1", b"pi_2") if spoil == "body" else body,
            )

    @pytest.mark.skipif(not hasattr(billing, "GatewayEvent"), reason="billing before 3.2")
    def test_are_told_to_billing(self):
        body = self.event()

        said = payments.StripeGateway().parse_event(self.signed(body), body)

        assert (said.event_id, said.attempt_id) == ("evt_1", ATTEMPT)


class TestFakeGateway:
    def test_names_the_attempt(self):
        gateway = payments.FakeGateway()

        assert gateway.charge(REQUEST) == gateway.fetch(f"fake-{ATTEMPT}")
