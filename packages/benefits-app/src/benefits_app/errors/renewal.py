"""
Which refusals concern the step from one plan year to the next?
"""

from benefits_app.errors.base import BenefitsError


class RenewalMappingBroken(BenefitsError):
    """
    The mapping names an option twice, or one that is not in the plan year.
    """

    code = "renewal-mapping-broken"
    http_status = 422

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault

    def __str__(self) -> str:
        return f"The mapping has {self.fault}. Correct it, and renew again."
