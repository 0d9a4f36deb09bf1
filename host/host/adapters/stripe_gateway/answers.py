"""
What does an answer of Stripe, or its silence, mean for the money?
"""

from typing import Any

import stripe

from billing_app import api as billing
from host.adapters.fitting import fitting
from host.adapters.stripe_gateway.client import never_connected
from host.adapters.stripe_gateway.units import from_stripe

# The bank will not say yes on another day either.
FINAL = frozenset({"stolen_card", "lost_card", "pickup_card", "fraudulent", "canceled"})
REFUSED = ("requires_payment_method", "requires_action", "requires_confirmation", "canceled")


def of_intent(intent: Any) -> billing.Outcome:
    """
    The outcome that a payment intent stands for.
    """
    reference, status = str(_get(intent, "id", "")), _get(intent, "status")
    if status == "succeeded":
        taken = from_stripe(_get(intent, "amount_received"), _get(intent, "currency"))
        return fitting(billing.Succeeded, reference=reference, amount=taken)
    if status == "processing":
        return billing.Pending(reference=reference)
    if status in REFUSED:
        return _declined(_code(_get(intent, "last_payment_error")) or str(status))
    return billing.Unknown(reason=f"a status we do not know: {status!r}")


def of_refund(refund: Any) -> billing.Outcome:
    """
    The outcome that a refund stands for.
    """
    reference, status = str(_get(refund, "id", "")), _get(refund, "status")
    if status == "succeeded":
        given = from_stripe(_get(refund, "amount"), _get(refund, "currency"))
        return fitting(billing.Succeeded, reference=reference, amount=given)
    if status in ("pending", "requires_action"):
        return billing.Pending(reference=reference)
    if status in ("failed", "canceled"):
        return _declined(str(_get(refund, "failure_reason") or status))
    return billing.Unknown(reason=f"a status we do not know: {status!r}")


def of_error(error: stripe.StripeError) -> billing.Outcome:
    """
    What became of a call that collects or gives back. A plain no moved nothing; a call that may
    have arrived and was not answered may have.
    """
    status, told = error.http_status, _told(error)
    if status is None:
        if never_connected(error):
            return billing.Unavailable(reason="Stripe was not reached: no connection")
        return billing.Unknown(reason=f"no answer: {told}")
    if status == 402:
        return _declined(_code(error.error) or "card_error")
    if status in (401, 403):
        return billing.Unavailable(
            reason=f"Stripe refused our key ({status}): {told}. Check STRIPE_SECRET_KEY."
        )
    if status == 429:
        return billing.Unavailable(reason="Stripe answered 429: too many requests")
    # 409: the same call is under way. An idempotency error: this key was sent before with another
    # request, of which we know nothing. 5xx, and a 200 that is no JSON: it may have collected.
    if isinstance(error, stripe.IdempotencyError) or status == 409 or not 400 <= status < 500:
        return billing.Unknown(reason=f"Stripe answered {status}: {told}")
    return billing.Declined(code=f"{_code(error.error) or status}: {told}"[:200], retryable=False)


def unsaid(error: stripe.StripeError) -> billing.Outcome:
    """
    What a question about an attempt means that Stripe did not answer: nothing new is known.
    """
    if error.http_status in (401, 403):
        return billing.Unknown(
            reason=f"Stripe refused our key ({error.http_status}) and told nothing. "
            "Check STRIPE_SECRET_KEY."
        )
    return billing.Unknown(reason=f"no usable answer ({error.http_status}): {_told(error)}")


def never_heard(what: str) -> Any:
    """
    Stripe does not know an attempt: an outcome of its own in the releases that have it.
    """
    reason = f"the gateway has not heard of {what}"
    if hasattr(billing, "NotFound"):
        return fitting(billing.NotFound, reason=reason)
    return billing.Unknown(reason=reason)


def _declined(code: str) -> billing.Outcome:
    return billing.Declined(code=code, retryable=code not in FINAL)


def _code(error: Any) -> str:
    return str(_get(error, "decline_code") or _get(error, "code") or "")


def _get(thing: Any, name: str, default: Any = None) -> Any:
    return getattr(thing, name, default)


def _told(error: stripe.StripeError) -> str:
    return " ".join(str(error.user_message or error).split())[:150]
