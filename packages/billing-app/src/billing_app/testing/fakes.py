"""
Ports that answer without a host: a gateway that counts its calls, and cover that is given.
"""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from billing_app.data import ChargeRequest, CoverageLine, Outcome, Succeeded, Unknown
from domain_kit.periods import Period


class FakeGateway:
    """
    Answers what `script` says, in order, and then success; `requests` keeps what it was asked.
    """

    requests: ClassVar[list[ChargeRequest]] = []
    script: ClassVar[list[Outcome | Exception]] = []
    known: ClassVar[dict[str, Outcome | Exception]] = {}

    @classmethod
    def reset(cls) -> None:
        """
        Forget everything.
        """
        cls.requests.clear()
        cls.script.clear()
        cls.known.clear()

    def charge(self, request: ChargeRequest) -> Outcome:
        """
        Collect nothing, and say so or not.
        """
        self.requests.append(request)
        if self.script:
            answer = self.script.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        return Succeeded(reference=f"fake-{request.attempt_id}")

    def fetch(self, reference: str) -> Outcome:
        """
        What `known` says of a reference or attempt id.
        """
        answer = self.known.get(reference, Unknown(reason="the fake gateway was not told"))
        if isinstance(answer, Exception):
            raise answer
        return answer


class FixedCoverage:
    """
    The cover in `lines`, for the employer that is asked about.
    """

    lines: ClassVar[list[CoverageLine]] = []

    def coverage(self, *, employer_id: UUID, month: Period) -> Iterable[CoverageLine]:
        """
        The given lines of one employer.
        """
        return [line for line in self.lines if line.employer_id == employer_id]
