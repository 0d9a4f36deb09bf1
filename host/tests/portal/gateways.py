"""
A gateway for the pages' tests.
"""

from typing import Any

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
