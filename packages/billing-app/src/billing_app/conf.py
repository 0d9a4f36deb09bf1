"""
The only reader of settings in this domain.
"""

from typing import Any

from django.conf import settings

from billing_app.ports import CoverageSource, PaymentGateway, TaxRules
from domain_kit.ports import Port

payment_gateway = Port(
    "BILLING_PAYMENT_GATEWAY", PaymentGateway, "host.adapters.payments.FakeGateway"
)
coverage_source = Port(
    "BILLING_COVERAGE_SOURCE", CoverageSource, "host.adapters.coverage.EnrolmentCoverage"
)


class OptionalPort[P](Port[P]):
    """
    A port that a project may leave out; who asks it looks first whether it is set.
    """


TAX_RULES = "BILLING_TAX_RULES"
tax_rules = OptionalPort(TAX_RULES, TaxRules, "host.adapters.taxes.InsuranceTaxes")

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


def taxes() -> TaxRules | None:
    """
    Who knows the taxes; None where the setting names nobody, and nothing is taxed.
    """
    return tax_rules.resolve() if taxes_are_named() else None


def taxes_are_named() -> bool:
    """
    Whether the setting names somebody who knows the taxes.
    """
    return bool(getattr(settings, TAX_RULES, None))
