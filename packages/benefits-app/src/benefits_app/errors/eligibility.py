"""
Which refusals concern rules about who may have a benefit?
"""

from collections.abc import Iterable

from benefits_app.errors.base import BenefitsError


class UnknownConditions(BenefitsError):
    """
    The document has conditions that this release does not know.
    """

    code = "unknown-conditions"
    http_status = 422

    def __init__(self, conditions: Iterable[str]) -> None:
        conditions = tuple(conditions)
        super().__init__(conditions)
        self.conditions = conditions

    def __str__(self) -> str:
        return (
            f"These conditions are not known: {', '.join(self.conditions)}. "
            "Write each with a fact, a comparison and a value that are."
        )


class RuleSetBroken(BenefitsError):
    """
    The document is not a rule set.
    """

    code = "rule-set-broken"
    http_status = 422

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault

    def __str__(self) -> str:
        return f"The rule set has {self.fault}. Correct it, and define it again."
