"""
What does a webhook of Stripe say, and is it Stripe's?
"""

import dataclasses
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import stripe
from django.conf import settings

from host.adapters.stripe_gateway.answers import of_intent

# What a payment intent is after these, Stripe has decided.
DECIDED = frozenset(
    {
        "payment_intent.succeeded",
        "payment_intent.processing",
        "payment_intent.payment_failed",
        "payment_intent.canceled",
    }
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StripeEvent:
    """
    An event by its id; the outcome of the attempt, or None if it is about something else.
    """

    event_id: str
    outcome: Any = None
    attempt_id: UUID | None = None
    reference: str = ""


def read_event(headers: Mapping[str, str], body: bytes) -> StripeEvent:
    """
    What an event says of an attempt to collect. STRIPE_WEBHOOK_SECRET is the endpoint's secret, or
    several apart by commas while one takes another's place.

    Raises:
        SignatureVerificationError: if it is not signed with one of them, or more than five minutes
            ago.
        ValueError: if it is no event.
    """
    event = _verified(headers, body)
    if event.type not in DECIDED:
        return StripeEvent(event_id=event.id)
    intent = event.data.object
    return StripeEvent(
        event_id=event.id,
        outcome=of_intent(intent),
        attempt_id=_attempt(intent),
        reference=str(intent.id),
    )


def _verified(headers: Mapping[str, str], body: bytes) -> Any:
    given = {name.lower(): value for name, value in headers.items()}
    signature = given.get("stripe-signature", "")
    secrets = str(getattr(settings, "STRIPE_WEBHOOK_SECRET", "")).split(",")
    refused: Exception | None = None
    for secret in filter(None, map(str.strip, secrets)):
        try:
            return stripe.Webhook.construct_event(body, signature, secret, api_key="none")
        except stripe.SignatureVerificationError as exc:
            refused = exc
    raise refused or stripe.SignatureVerificationError("STRIPE_WEBHOOK_SECRET is not set", "")


def _attempt(intent: Any) -> UUID | None:
    """
    Whose attempt it is; None for a payment that was not asked for by this host.
    """
    named = getattr(getattr(intent, "metadata", None), "attempt_id", None)
    try:
        return UUID(named) if named else None
    except ValueError:
        return None
