"""
Is money given back once, and what came of it told?
"""

import dataclasses
import urllib.parse
import uuid

import pytest

from billing_app import api as billing
from domain_kit.money import Money
from host.adapters import payments


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
