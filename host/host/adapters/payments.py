"""
Port of billing: who collects the money?
"""

import base64
import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from django.conf import settings

from billing_app import api as billing

TIMEOUT_SECONDS = 10
STRIPE = "https://api.stripe.com"


class FakeGateway:
    """
    Collects nothing and says it did: for development. Its references are its attempts' ids.
    """

    def charge(self, request: billing.ChargeRequest) -> billing.Outcome:
        """
        Success, at once.
        """
        return billing.Succeeded(reference=f"fake-{request.attempt_id}")

    def fetch(self, reference: str) -> billing.Outcome:
        """
        Success, still.
        """
        return billing.Succeeded(reference=f"fake-{reference.removeprefix('fake-')}")


class StripeGateway:
    """
    Stripe's payment intents; STRIPE_SECRET_KEY from the environment. The attempt's id is the
    idempotency key, so that a repeated call collects once.
    """

    def charge(self, request: billing.ChargeRequest) -> billing.Outcome:
        """
        Collect. A refused connection is Unavailable; a timeout is Unknown.
        """
        fields = {
            "amount": request.amount.minor,
            "currency": request.currency.lower(),
            "confirm": "true",
            "off_session": "true",
            "customer": request.account_id,
            "description": request.description,
            "metadata[attempt_id]": request.attempt_id,
        }
        return self._ask("/v1/payment_intents", fields, key=str(request.attempt_id))

    def fetch(self, reference: str) -> billing.Outcome:
        """
        What became of a payment intent, or of the attempt with this id.
        """
        if reference.startswith("pi_"):
            return self._ask(f"/v1/payment_intents/{urllib.parse.quote(reference)}")
        query = urllib.parse.urlencode({"query": f"metadata['attempt_id']:'{reference}'"})
        return self._ask(f"/v1/payment_intents/search?{query}")

    def _ask(
        self, path: str, fields: dict[str, Any] | None = None, *, key: str = ""
    ) -> billing.Outcome:
        base = getattr(settings, "STRIPE_API_BASE", STRIPE)
        credentials = base64.b64encode(f"{settings.STRIPE_SECRET_KEY}:".encode()).decode()
        headers = {"Authorization": f"Basic {credentials}"}
        if key:
            headers["Idempotency-Key"] = key
        body = urllib.parse.urlencode(fields).encode() if fields else None
        call = urllib.request.Request(base + path, body, headers)  # noqa: S310 - a fixed https base
        try:
            with urllib.request.urlopen(call, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
                return _outcome(json.load(answer))
        except urllib.error.HTTPError as exc:
            return _refusal(exc)
        except urllib.error.URLError as exc:
            if isinstance(exc.reason, ConnectionRefusedError):
                return billing.Unavailable(reason="the connection was refused")
            return billing.Unknown(reason=f"no answer: {exc.reason}")
        except (TimeoutError, ConnectionError, ValueError) as exc:
            return billing.Unknown(reason=f"no usable answer: {exc}")


def _outcome(answer: dict[str, Any]) -> billing.Outcome:
    if answer.get("object") == "search_result":
        found = answer.get("data") or []
        if not found:
            return billing.Unknown(reason="the gateway has not heard of this attempt")
        answer = found[0]
    reference, status = str(answer.get("id", "")), answer.get("status")
    if status == "succeeded":
        return billing.Succeeded(reference=reference)
    if status == "processing":
        return billing.Pending(reference=reference)
    if status in ("requires_payment_method", "canceled", "requires_action"):
        return billing.Declined(code=str(status), retryable=status != "canceled")
    return billing.Unknown(reason=f"a status we do not know: {status!r}")


def _refusal(exc: urllib.error.HTTPError) -> billing.Outcome:
    if exc.code == 402:
        try:
            error = json.load(exc).get("error", {})
        except ValueError:
            error = {}
        code = str(error.get("decline_code") or error.get("code") or "card_error")
        return billing.Declined(code=code, retryable=code not in ("stolen_card", "lost_card"))
    if exc.code in (429, 503):
        return billing.Unavailable(reason=f"the gateway answered {exc.code}")
    # 409 is a retry under way, 5xx may have collected: neither is a no.
    return billing.Unknown(reason=f"the gateway answered {exc.code}")
