"""
What is read from what Stripe tells by itself, and whom is it believed from?
"""

import json

import pytest
import stripe as stripe_library

from billing_app import api as billing
from domain_kit.money import Money
from host.adapters import payments
from host.adapters.stripe_gateway.events import read_event
from tests.payments.conftest import ATTEMPT


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
