"""
What does this domain need from its host?
"""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from billing_app.data import ChargeRequest, CoverageLine, Outcome
from domain_kit.periods import Period


class PaymentGateway(Protocol):
    """
    Collects money. Setting: BILLING_PAYMENT_GATEWAY.
    """

    def charge(self, request: ChargeRequest) -> Outcome:
        """
        Collect, once per `request.attempt_id`. An exception or a timeout counts as Unknown.
        """
        ...

    def fetch(self, reference: str) -> Outcome:
        """
        What became of an attempt, by the gateway's reference or by the attempt's id.
        """
        ...


class CoverageSource(Protocol):
    """
    Knows what is covered. Setting: BILLING_COVERAGE_SOURCE.
    """

    def coverage(self, *, employer_id: UUID, month: Period) -> Iterable[CoverageLine]:
        """
        Every cover of an employer's people with a day in the month.
        """
        ...
