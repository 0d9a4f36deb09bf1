"""
Gateways that a setting can name: a slow one, one that speaks as gateways before 2.4.0 did, and one
that knows nothing.
"""

import threading
from typing import ClassVar

from billing_app import api


class Slow:
    """
    Answers after a while.
    """

    pause = threading.Event()  # never set: waiting for it is what takes time

    def charge(self, request: api.ChargeRequest) -> api.Outcome:
        self.pause.wait(0.05)
        return api.Succeeded(reference=f"s-{request.attempt_id}")

    def fetch(self, reference: str) -> api.Outcome:
        return api.Succeeded(reference=f"s-{reference.removeprefix('s-')}")


class NeverHeardOfIt:
    """
    Says so in the words of older releases: there was no NotFound.
    """

    asked: ClassVar[list[str]] = []

    def charge(self, request: api.ChargeRequest) -> api.Outcome:
        self.asked.append(str(request.attempt_id))
        return api.Unknown(reason="the gateway answered 400")

    def fetch(self, reference: str) -> api.Outcome:
        return api.Unknown(reason="the gateway has not heard of this attempt")


class Raises:
    """
    Fails as a library fails, whatever it is asked.
    """

    def charge(self, request: api.ChargeRequest) -> api.Outcome:
        raise ZeroDivisionError("a fault of the adapter's own")

    def fetch(self, reference: str) -> api.Outcome:
        raise OSError("the line is dead")
