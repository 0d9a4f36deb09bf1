"""
Is Stripe asked in the units in which it counts a currency?
"""

import dataclasses

import pytest

from billing_app import api as billing
from domain_kit.money import Money
from host.adapters import payments
from host.adapters.stripe_gateway import units
from tests.payments.conftest import REQUEST


def asked_for(amount):
    return dataclasses.replace(REQUEST, amount=amount, currency=amount.currency)


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
