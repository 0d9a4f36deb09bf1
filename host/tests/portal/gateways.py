"""
Gateways for the tests of pages.
"""

from typing import Any, ClassVar

from billing_app import api as billing


class NeverAnswers:
    """
    Collects or not: it does not say.
    """

    def charge(self, request: billing.ChargeRequest) -> billing.Outcome:
        """
        No answer in time.
        """
        return billing.Unknown(reason="no answer")

    def fetch(self, reference: str) -> Any:
        """
        Nothing, still.
        """
        return billing.Unknown(reason="no answer")


class Declines:
    """
    Declines as often as `left` says, and then collects.
    """

    left: ClassVar[int] = 0

    def charge(self, request: billing.ChargeRequest) -> billing.Outcome:
        """
        An expired card, or success.
        """
        if Declines.left:
            Declines.left -= 1
            return billing.Declined(code="expired_card", retryable=True)
        return billing.Succeeded(reference=f"ch-{request.attempt_id}")

    def fetch(self, reference: str) -> Any:
        """
        Success, still.
        """
        return billing.Succeeded(reference=reference)
