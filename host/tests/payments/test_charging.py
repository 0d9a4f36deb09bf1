"""
Does the Stripe adapter turn every answer, and every silence, into the right outcome?
"""

import urllib.parse

import pytest

from billing_app import api as billing
from host.adapters import payments
from tests.payments.conftest import ATTEMPT, REQUEST


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


class TestFakeGateway:
    def test_names_the_attempt(self):
        gateway = payments.FakeGateway()

        assert gateway.charge(REQUEST) == gateway.fetch(f"fake-{ATTEMPT}")
