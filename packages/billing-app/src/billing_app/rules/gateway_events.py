"""
What does a webhook say? The body of a gateway without a `parse_event` of its own, and the form in
which what was said is kept.
"""

import json
from collections.abc import Mapping
from uuid import UUID

from billing_app.data import (
    Declined,
    Outcome,
    Pending,
    Succeeded,
    Unavailable,
    Unknown,
)
from billing_app.events import GatewayEvent
from billing_app.rules.attempts import keepable
from domain_kit.idempotency import JsonValue
from domain_kit.money import Money, UnknownCurrency

_KINDS = {
    "payment.succeeded": "succeeded",
    "payment.pending": "pending",
    "payment.declined": "declined",
    "payment.failed": "declined",
    "payment.unavailable": "unavailable",
    "payment.unknown": "unknown",
}


def read_body(event_id: str, body: bytes) -> GatewayEvent | None:
    """
    The event in `{"type": "payment.succeeded", "data": {"attempt_id", "reference", "amount":
    {"minor", "currency"}, "code", "retryable", "reason"}}`; None if it cannot be read. Another type
    is an event without an outcome.
    """
    try:
        given = json.loads(body)
        kind = _KINDS.get(given["type"])
        if kind is None:
            return GatewayEvent(event_id=event_id, outcome=None)
        return from_stored(event_id, {**given["data"], "kind": kind})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, UnknownCurrency):
        return None


def to_stored(event: GatewayEvent) -> dict[str, JsonValue]:
    """
    An event as the inbox keeps it.
    """
    outcome = event.outcome
    kept: dict[str, JsonValue] = {
        "kind": type(outcome).__name__.lower() if outcome is not None else None,
        "attempt_id": str(event.attempt_id) if event.attempt_id else None,
        "reference": keepable(event.reference or getattr(outcome, "reference", ""), 200),
    }
    match outcome:
        case Succeeded(amount=Money() as amount):
            kept["amount"] = {"minor": amount.minor, "currency": amount.currency}
        case Declined(code=code, retryable=retryable):
            kept |= {"code": keepable(code, 100), "retryable": retryable}
        case Unavailable(reason=reason) | Unknown(reason=reason):
            kept["reason"] = keepable(reason, 300)
    return kept


def from_stored(event_id: str, kept: Mapping[str, JsonValue]) -> GatewayEvent:
    """
    The event that `to_stored` kept.

    Raises:
        ValueError, TypeError, KeyError: if it says something that it cannot.
    """
    attempt = kept.get("attempt_id")
    reference = kept.get("reference") or ""
    if not isinstance(reference, str):
        raise TypeError("a reference is a text")
    return GatewayEvent(
        event_id=event_id,
        outcome=_outcome(kept, reference),
        attempt_id=UUID(str(attempt)) if attempt else None,
        reference=reference,
    )


def _outcome(kept: Mapping[str, JsonValue], reference: str) -> Outcome | None:
    match kept.get("kind"):
        case None:
            return None
        case "succeeded":
            return Succeeded(reference=reference, amount=_amount(kept.get("amount")))
        case "pending":
            return Pending(reference=reference)
        case "declined":
            code = str(kept.get("code") or "declined")
            return Declined(code=code, retryable=kept.get("retryable") is True)
        case "unavailable":
            return Unavailable(reason=str(kept.get("reason") or "the gateway was not available"))
        case "unknown":
            return Unknown(reason=str(kept.get("reason") or "the gateway does not know"))
        case kind:
            raise ValueError(f"no outcome is called {kind!r}")


def _amount(given: JsonValue) -> Money | None:
    if given is None:
        return None
    if not isinstance(given, Mapping):
        raise TypeError("an amount has minor units and a currency")
    minor, currency = given["minor"], given["currency"]
    if not isinstance(minor, int) or isinstance(minor, bool) or not isinstance(currency, str):
        raise TypeError("an amount has minor units and a currency")
    return Money(minor=minor, currency=currency)
