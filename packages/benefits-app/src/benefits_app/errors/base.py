"""
What do all refusals of this domain have in common?
"""

from domain_kit.errors import DomainError


class BenefitsError(DomainError):
    """
    Base of every refusal of this domain.
    """

    code = "benefits-refused"
