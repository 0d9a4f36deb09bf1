"""
Ports that answer without a host: a gateway that counts its calls, and cover that is given.
"""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from billing_app.data import (
    ChargeRequest,
    CoverageLine,
    Declined,
    NotFound,
    Outcome,
    RefundRequest,
    Succeeded,
)
from domain_kit.periods import Period


class FakeGateway:
    """
    Collects once per attempt and counts. It answers what `script` says, in order, and then success;
    `requests` and `refunds` keep what it was asked, `collected` what it took under which key.

    A refund is answered as `refund_script` says, in order, and then with success; `given` keeps what
    was given back.

    `times_out`, `declines` and `answers_late` say what the next call meets.
    """

    requests: ClassVar[list[ChargeRequest]] = []
    refunds: ClassVar[list[RefundRequest]] = []
    script: ClassVar[list[Outcome | Exception]] = []
    known: ClassVar[dict[str, Outcome | NotFound | Exception]] = {}
    collected: ClassVar[dict[str, ChargeRequest]] = {}
    refund_script: ClassVar[list[Outcome | Exception]] = []
    given: ClassVar[dict[str, RefundRequest]] = {}
    _late: ClassVar[list[bool]] = []

    @classmethod
    def reset(cls) -> None:
        """
        Forget everything.
        """
        for kept in (cls.requests, cls.script, cls.known, cls.collected, cls._late):
            kept.clear()
        for given in (cls.refunds, cls.refund_script, cls.given):
            given.clear()

    @classmethod
    def times_out(cls) -> None:
        """
        The next call collects nothing and never answers.
        """
        cls.script.append(TimeoutError("no answer in 10 s"))

    @classmethod
    def declines(cls, code: str = "insufficient_funds", *, retryable: bool = True) -> None:
        """
        The next call is told no.
        """
        cls.script.append(Declined(code=code, retryable=retryable))

    @classmethod
    def answers_late(cls) -> None:
        """
        The next call collects and never answers; only fetch() says so.
        """
        cls._late.append(True)

    def charge(self, request: ChargeRequest) -> Outcome:
        """
        Collect once under the attempt's id, and say so or not; or say what `script` does.
        """
        key = str(request.attempt_id)
        self.requests.append(request)
        if self.script:
            return _said(self.script.pop(0))
        self.collected.setdefault(key, request)
        if self._late:
            self._late.pop()
            raise TimeoutError("no answer in 10 s")
        return self._success(key)

    def fetch(self, reference: str) -> Outcome | NotFound:
        """
        What `known` says of a reference or attempt id, or what was collected.
        """
        if reference in self.known:
            return _said(self.known[reference])
        key = reference.removeprefix("fake-")
        if key in self.collected:
            return self._success(key)
        return NotFound(reason="the fake gateway never heard of it")

    def refund(self, request: RefundRequest) -> Outcome:
        """
        Give back under the refund's id, once, and say so; or say what `refund_script` does.
        """
        self.refunds.append(request)
        if self.refund_script:
            return _said(self.refund_script.pop(0))
        self.given.setdefault(str(request.refund_id), request)
        return Succeeded(reference=f"fake-refund-{request.refund_id}", amount=request.amount)

    def fetch_refund(self, reference: str) -> Outcome | NotFound:
        """
        What `known` says of a reference or refund id, or what was given back.
        """
        if reference in self.known:
            return _said(self.known[reference])
        key = reference.removeprefix("fake-refund-")
        if key in self.given:
            return Succeeded(reference=f"fake-refund-{key}", amount=self.given[key].amount)
        return NotFound(reason="the fake gateway never heard of it")

    def _success(self, key: str) -> Succeeded:
        return Succeeded(reference=f"fake-{key}", amount=self.collected[key].amount)


def _said[Answer](scripted: Answer | Exception) -> Answer:
    if isinstance(scripted, Exception):
        raise scripted
    return scripted


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
