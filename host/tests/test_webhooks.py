"""
Does what Stripe tells by itself reach billing, signed, once, and without anybody logged in?
"""

import json

import pytest
import stripe
from django.test import Client

from billing_app import api as billing

pytestmark = [
    pytest.mark.skipif(not hasattr(billing, "ingest_webhook"), reason="billing before 3.2"),
    pytest.mark.django_db,
]
BODY = json.dumps(
    {
        "object": "event",
        "id": "evt_1",
        "type": "customer.created",
        "data": {"object": {"object": "customer", "id": "cus_1"}},
    }
)


@pytest.fixture
def tell(settings):
    settings.BILLING_PAYMENT_GATEWAY = "host.adapters.payments.StripeGateway"
    settings.STRIPE_SECRET_KEY = "sk_test"
    settings.STRIPE_WEBHOOK_SECRET = "whsec_ours"

    def send(secret="whsec_ours", body=BODY):  # noqa: S107 - of this test
        signature = stripe.WebhookSignature.generate_signature_header(BODY, secret)
        return Client(enforce_csrf_checks=True).post(
            "/api/v1/billing/webhooks/StripeGateway",
            body,
            content_type="application/json",
            headers={"Stripe-Signature": signature},
        )

    return send


def test_is_kept_once(tell):
    first, again = tell(), tell()

    assert first.status_code < 300, first.content
    assert first.json()["event_id"] == "evt_1"
    assert (first.json()["repeated"], again.json()["repeated"]) == (False, True)


@pytest.mark.parametrize(
    "spoilt", [{"secret": "whsec_theirs"}, {"body": BODY.replace("cus_1", "cus_2")}]
)
def test_is_refused_if_it_is_not_stripes(tell, spoilt):
    answer = tell(**spoilt)

    assert 400 <= answer.status_code < 500
    assert answer["Content-Type"] == "application/problem+json"
