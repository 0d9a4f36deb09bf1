"""
The only reader of settings in this domain.
"""

from billing_app.ports import CoverageSource, PaymentGateway
from domain_kit.ports import Port

payment_gateway = Port(
    "BILLING_PAYMENT_GATEWAY", PaymentGateway, "host.adapters.payments.FakeGateway"
)
coverage_source = Port(
    "BILLING_COVERAGE_SOURCE", CoverageSource, "host.adapters.coverage.EnrolmentCoverage"
)
