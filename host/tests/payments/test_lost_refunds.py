"""
Is a refund whose answer was lost found again at Stripe?
"""

import uuid

import pytest

from billing_app import api as billing
from domain_kit.money import Money
from host.adapters import payments

REFUND = uuid.UUID(int=7)


def a_refund(**said):
    return {
        "id": "re_1",
        "object": "refund",
        "status": "succeeded",
        "amount": 1250,
        "currency": "gbp",
        "metadata": {"refund_id": str(REFUND)},
    } | said


def a_page(*refunds):
    return {"object": "list", "url": "/v1/refunds", "has_more": False, "data": list(refunds)}


@pytest.fixture
def gateway(stripe):
    return payments.StripeGateway()


class TestFetchRefund:
    def test_is_asked_by_stripes_own_name_where_it_is_known(self, gateway, stripe):
        stripe.body = a_refund()

        found = gateway.fetch_refund("re_1")

        assert found == billing.Succeeded(reference="re_1", amount=Money.of("12.50", "GBP"))
        assert stripe.seen[-1][0] == "/v1/refunds/re_1"

    def test_is_found_by_our_id_among_those_of_the_last_days(self, gateway, stripe):
        stripe.body = a_page(a_refund(id="re_0", metadata={}), a_refund(status="pending"))

        assert gateway.fetch_refund(str(REFUND)) == billing.Pending(reference="re_1")

    def test_that_is_not_among_them_may_have_been_given(self, gateway, stripe):
        stripe.body = a_page(a_refund(metadata={"refund_id": "another"}))

        assert isinstance(gateway.fetch_refund(str(REFUND)), billing.Unknown)

    def test_that_stripe_does_not_know_by_its_own_name_was_never_given(self, gateway, stripe):
        stripe.status, stripe.body = 404, {"error": {"message": "No such refund"}}

        assert isinstance(gateway.fetch_refund("re_1"), billing.NotFound)

    def test_that_is_not_answered_tells_nothing_new(self, gateway, stripe):
        stripe.status, stripe.body = 500, {"error": {"message": "Later"}}

        assert isinstance(gateway.fetch_refund("re_1"), billing.Unknown)
