"""
What is every refusal of this domain?
"""

from domain_kit.errors import DomainError


class BillingError(DomainError):
    """
    Base of every refusal of this domain.
    """

    code = "billing-refused"
