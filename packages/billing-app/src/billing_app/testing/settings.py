"""
The least a project sets for this domain, beside its database; the fakes stand for a host's own.
"""

INSTALLED_APPS = ["billing_app.apps.BillingAppConfig"]
BILLING_PAYMENT_GATEWAY = "billing_app.testing.fakes.FakeGateway"
BILLING_COVERAGE_SOURCE = "billing_app.testing.fakes.FixedCoverage"
BILLING_LEGAL_ENTITIES = {"Northern Mutual KK": "KK-", "*": ""}
