"""
What does this domain need from its host?
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Protocol
from uuid import UUID

from billing_app.data import (
    Capability,
    ChargeRequest,
    CoverageLine,
    NotFound,
    Outcome,
    RefundRequest,
    Tax,
)
from billing_app.events import GatewayEvent
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

    def fetch(self, reference: str) -> Outcome | NotFound:
        """
        What became of an attempt, by the gateway's reference or by the attempt's id; NotFound if the
        gateway certainly never heard of it.
        """
        ...


class RefundingGateway(PaymentGateway, Protocol):
    """
    A gateway that gives money back, too. It may say what it can do in an attribute `capabilities`.
    """

    def refund(self, request: RefundRequest) -> Outcome:
        """
        Give back, once per `request.refund_id`. An exception or a timeout counts as Unknown.
        """
        ...


class GatewayOfRefunds(RefundingGateway, Protocol):
    """
    A gateway that can be asked what became of a refund.
    """

    def fetch_refund(self, reference: str) -> Outcome | NotFound:
        """
        What became of a refund, by the gateway's reference or by the refund's id; NotFound if the
        gateway certainly never heard of it.
        """
        ...


class GatewayOfEvents(PaymentGateway, Protocol):
    """
    A gateway that verifies and reads its own webhooks.
    """

    def parse_event(self, headers: Mapping[str, str], body: bytes) -> GatewayEvent:
        """
        What a webhook says, from its raw bytes. Any exception is a refusal: nothing is kept.
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


class TaxRules(Protocol):
    """
    Knows the taxes. Setting: BILLING_TAX_RULES; without it nothing is taxed.
    """

    def tax(self, *, category: str, legal_entity: str, on: dt.date) -> Tax | None:
        """
        The tax on lines of a category that a legal entity invoices on a day; None if there is none.
        """
        ...


_METHODS = {
    Capability.CHARGE: "charge",
    Capability.FETCH: "fetch",
    Capability.REFUND: "refund",
    Capability.EVENTS: "parse_event",
}


def capabilities_of(gateway: object) -> frozenset[Capability]:
    """
    What a gateway can do: what its `capabilities` say, or else the methods it has.
    """
    said = getattr(gateway, "capabilities", None)
    if said is not None:
        return frozenset(Capability(each) for each in said)
    return frozenset(each for each, name in _METHODS.items() if hasattr(gateway, name))


def name_of(gateway: object) -> str:
    """
    What a gateway is called in the attempts it began.
    """
    return type(gateway).__name__
