"""
Port of billing: who collects the money?
"""

from collections import deque
from typing import TYPE_CHECKING, Any, ClassVar

from billing_app import api as billing

if TYPE_CHECKING:
    from host.adapters.stripe_gateway.gateway import StripeGateway

__all__ = ["FakeGateway", "StripeGateway"]


def __getattr__(name: str) -> Any:
    """
    Stripe's client is read by who collects through it, and not where the fake one does.
    """
    if name == "StripeGateway":
        from host.adapters.stripe_gateway.gateway import StripeGateway

        return StripeGateway
    raise AttributeError(name)


class FakeGateway:
    """
    Collects nothing and says it did: for development. Its references are its attempts' ids.
    `prepared` is what it says of the next charges instead: how a demo has a card declined.
    """

    prepared: ClassVar[deque[billing.Outcome]] = deque()

    def charge(self, request: billing.ChargeRequest) -> billing.Outcome:
        """
        Success, at once.
        """
        if self.prepared:
            return self.prepared.popleft()
        return billing.Succeeded(reference=f"fake-{request.attempt_id}")

    def fetch(self, reference: str) -> billing.Outcome:
        """
        Success, still.
        """
        return billing.Succeeded(reference=f"fake-{reference.removeprefix('fake-')}")

    def refund(self, request: Any) -> billing.Outcome:
        """
        Given back, at once.
        """
        return billing.Succeeded(reference=f"fake-{request.refund_id}")
