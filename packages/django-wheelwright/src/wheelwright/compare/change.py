"""
What changed between two releases, how large a step does it ask for, and how is it rolled out?
"""

import dataclasses
import enum


class Bump(enum.IntEnum):
    """
    The step of a version number; the larger one wins.
    """

    PATCH = 1
    MINOR = 2
    MAJOR = 3

    def __str__(self) -> str:
        return self.name.lower()


class DeployClass(enum.IntEnum):
    """
    How a release is rolled out: a question apart from its version (docs/adr/0005).
    """

    D0 = 0  # code only
    D1 = 1  # additive, online
    D2 = 2  # ordered deploy or a long run
    D3 = 3  # downtime or a manual step

    def __str__(self) -> str:
        return self.name


class Audience(enum.StrEnum):
    """
    Who can notice it, and must therefore find it in the changelog.
    """

    CALLER = "caller"
    OPERATOR = "operator"
    NOBODY = "nobody"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    One difference between two releases. `bump` is None for a fault that no version number excuses.

    `softens` says that a fragment of type `behaviour` makes a minor of it. `exception` is the
    reason recorded for it in the changelog; it then asks for nothing.
    """

    code: str
    subject: str
    message: str
    hint: str = ""
    bump: Bump | None = Bump.PATCH
    deploy: DeployClass = DeployClass.D0
    audience: Audience = Audience.NOBODY
    softens: bool = False
    evidence: str = ""
    exception: str | None = None

    @property
    def evidence_id(self) -> str:
        """
        The name under which a changelog fragment claims it.
        """
        return self.evidence or f"{self.code}:{self.subject}"

    @property
    def is_fault(self) -> bool:
        return self.bump is None and self.exception is None

    @property
    def asks_for(self) -> Bump:
        """
        The step it asks for, with its exception taken into account.
        """
        return Bump.PATCH if self.exception is not None or self.bump is None else self.bump
