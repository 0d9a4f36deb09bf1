"""
The only reader of settings in this domain.
"""

from typing import Any

from django.conf import settings

from billing_app.ports import CoverageSource, PaymentGateway
from domain_kit.ports import Port

payment_gateway = Port(
    "BILLING_PAYMENT_GATEWAY", PaymentGateway, "host.adapters.payments.FakeGateway"
)
coverage_source = Port(
    "BILLING_COVERAGE_SOURCE", CoverageSource, "host.adapters.coverage.EnrolmentCoverage"
)

LEGAL_ENTITIES = "BILLING_LEGAL_ENTITIES"
LONGEST_PREFIX = 15
ANY = "*"


def legal_entities() -> Any:
    """
    What the setting says: the prefix of each legal entity's numbers; "*" stands for any other.
    """
    return getattr(settings, LEGAL_ENTITIES, None)


def prefix_of(legal_entity: str) -> str | None:
    """
    The prefix of a legal entity's numbers; None if the setting names neither it nor "*".
    """
    named: dict[str, str] = legal_entities() or {}
    return named.get(legal_entity, named.get(ANY))
