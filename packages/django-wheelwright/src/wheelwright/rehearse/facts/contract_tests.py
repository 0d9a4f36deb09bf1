"""
How the host's contract tests ended, on the three sides that matter.
"""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ContractTest:
    """
    How one contract test ended.
    """

    id: str
    outcome: str
    message: str
    text: str

    @property
    def failed(self) -> bool:
        return "failed" in self.outcome


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Contracts:
    """
    The host's contract tests on the three sides that matter; None where they were not run.
    """

    old_on_old: tuple[ContractTest, ...] | None = None
    new_on_new: tuple[ContractTest, ...] | None = None
    old_on_new: tuple[ContractTest, ...] | None = None
