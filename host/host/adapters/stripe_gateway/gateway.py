"""
Port of billing: how is money collected and given back through Stripe?
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import stripe
from django.utils import timezone

from billing_app import api as billing
from host.adapters.stripe_gateway.answers import (
    never_heard,
    of_error,
    of_intent,
    of_refund,
    unsaid,
)
from host.adapters.stripe_gateway.client import payments_client
from host.adapters.stripe_gateway.events import read_event
from host.adapters.stripe_gateway.units import to_stripe

INTENT = "pi_"
REFUND = "re_"
# Refunds cannot be searched: those of so many days are read, so many at a time.
REFUNDS_OF = dt.timedelta(days=30)
A_PAGE = 100


class StripeGateway:
    """
    Stripe's payment intents. Settings: STRIPE_SECRET_KEY; STRIPE_WEBHOOK_SECRET for what Stripe
    tells by itself; STRIPE_API_BASE for another address.

    The attempt's id is the idempotency key, so that a repeated call collects once.
    """

    def charge(self, request: billing.ChargeRequest) -> billing.Outcome:
        """
        Collect. A refused connection or key is Unavailable, a plain no Declined, silence Unknown.
        """
        counted = to_stripe(request.amount)
        if counted is None:
            return _not_exactly(request.amount)
        try:
            with payments_client() as client:
                intent = client.v1.payment_intents.create(
                    {
                        "amount": counted,
                        "currency": request.currency.lower(),
                        "confirm": True,
                        "off_session": True,
                        "customer": str(request.account_id),
                        "description": request.description,
                        "metadata": {"attempt_id": str(request.attempt_id)},
                    },
                    {"idempotency_key": str(request.attempt_id)},
                )
        except stripe.StripeError as exc:
            return of_error(exc)
        return of_intent(intent)

    def fetch(self, reference: str) -> Any:
        """
        What became of a payment intent, or of the attempt with this id.
        """
        try:
            with payments_client() as client:
                intent = _find(client, reference)
        except stripe.StripeError as exc:
            if exc.http_status == 404:
                return never_heard(reference)
            return unsaid(exc)
        return never_heard(f"attempt {reference}") if intent is None else of_intent(intent)

    def refund(self, request: Any) -> billing.Outcome:
        """
        Give back some of a payment intent, once per `request.refund_id`.
        """
        counted = to_stripe(request.amount)
        if counted is None:
            return _not_exactly(request.amount)
        try:
            with payments_client() as client:
                refund = client.v1.refunds.create(
                    {
                        "payment_intent": request.reference,
                        "amount": counted,
                        "metadata": {
                            "refund_id": str(request.refund_id),
                            "reason": request.reason[:500],
                        },
                    },
                    {"idempotency_key": str(request.refund_id)},
                )
        except stripe.StripeError as exc:
            return of_error(exc)
        return of_refund(refund)

    def fetch_refund(self, reference: str) -> Any:
        """
        What became of a refund, by Stripe's name for it or by our refund's id. One that is not among
        the last days' is Unknown: Stripe may have forgotten it, so the money may have gone.
        """
        try:
            with payments_client() as client:
                refund = _find_refund(client, reference)
        except stripe.StripeError as exc:
            if exc.http_status == 404:
                return never_heard(reference)
            return unsaid(exc)
        if refund is None:
            days = REFUNDS_OF.days
            return billing.Unknown(reason=f"no refund {reference} in the last {days} days")
        return of_refund(refund)

    def parse_event(self, headers: Mapping[str, str], body: bytes) -> Any:
        """
        What a webhook says; any exception means that it is not Stripe's, or cannot be read.
        """
        said = read_event(headers, body)
        return billing.GatewayEvent(
            event_id=said.event_id,
            outcome=said.outcome,
            attempt_id=said.attempt_id,
            reference=said.reference,
        )


def _find(client: stripe.StripeClient, reference: str) -> Any:
    if reference.startswith(INTENT):
        return client.v1.payment_intents.retrieve(reference)
    quoted = reference.replace("\\", "").replace("'", "")
    found = client.v1.payment_intents.search({"query": f"metadata['attempt_id']:'{quoted}'"})
    return next(iter(found.data), None)


def _find_refund(client: stripe.StripeClient, reference: str) -> Any:
    if reference.startswith(REFUND):
        return client.v1.refunds.retrieve(reference)
    since = int((timezone.now() - REFUNDS_OF).timestamp())
    listed = client.v1.refunds.list({"created": {"gte": since}, "limit": A_PAGE})
    for refund in listed.auto_paging_iter():
        if getattr(refund.metadata, "refund_id", None) == reference:
            return refund
    return None


def _not_exactly(amount: Any) -> billing.Outcome:
    return billing.Declined(
        code=f"amount-not-chargeable: Stripe cannot be asked for exactly {amount}, and it is not "
        "rounded. Correct the invoice, or collect it in another way.",
        retryable=False,
    )
