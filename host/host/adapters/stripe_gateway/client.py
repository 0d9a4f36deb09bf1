"""
How is Stripe called? By its official client, once a call: a retry is billing's to decide.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import stripe
import urllib3.exceptions
from django.conf import settings

TIMEOUT_SECONDS = 10
NEVER_CONNECTED = (
    urllib3.exceptions.NewConnectionError,  # refused, no such host, no route
    urllib3.exceptions.ConnectTimeoutError,
)


@contextmanager
def payments_client() -> Iterator[stripe.StripeClient]:
    """
    A client with STRIPE_SECRET_KEY that asks STRIPE_API_BASE; each has a connection of its own, so
    that none is used that Stripe has closed meanwhile.
    """
    http = stripe.RequestsClient(timeout=TIMEOUT_SECONDS)
    base = getattr(settings, "STRIPE_API_BASE", "")
    client = stripe.StripeClient(
        settings.STRIPE_SECRET_KEY,
        http_client=http,
        max_network_retries=0,
        base_addresses={"api": base} if base else None,
    )
    try:
        yield client
    finally:
        http.close()


def never_connected(error: BaseException) -> bool:
    """
    Whether an error says that nothing was sent at all.
    """
    seen: list[Any] = [error]
    for each in seen:
        if isinstance(each, NEVER_CONNECTED):
            return True
        inside = (each.__cause__, each.__context__, getattr(each, "reason", None), *each.args)
        seen += [one for one in inside if isinstance(one, BaseException) and one not in seen]
    return False
