"""
Why does a release not go on? What could not run, and what was found.
"""

from wheelwright.errors import CannotRun
from wheelwright.report.model import Finding


class NotReady(CannotRun):
    """
    The package, its repository or its history is not in a state that can be released.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}"


class NoPredecessor(NotReady):
    """
    There is no release to compare the new one with, or to rehearse the upgrade from.
    """


class NotAvailable(NotReady):
    """
    A step needs a part of the tool that is not installed here; it is never skipped for that.
    """

    def __init__(self, step: str, extra: str) -> None:
        super().__init__(
            f"The step {step} is not available here, and a release does not go on without it.",
            f"Install django-wheelwright[{extra}].",
        )
        self.step = step
        self.extra = extra


class MachineFailed(NotReady):
    """
    This machine would not read or write: a full disk, a missing right.
    """

    def __init__(self, step: str, error: OSError) -> None:
        where = f" {error.filename}" if error.filename else ""
        super().__init__(
            f"The step {step} could not read or write{where}: {error.strerror or error}.",
            "Mend that (free space, permissions) and run the same command again: what is done "
            "stays done.",
        )
        self.step = step
        self.error = error


class Stopped(Exception):
    """
    A step found errors: the release must not ship like this. Not a failure of the tool.
    """

    def __init__(self, step: str, findings: tuple[Finding, ...], remedy: str) -> None:
        super().__init__(step, findings, remedy)
        self.step = step
        self.findings = findings
        self.remedy = remedy

    def __str__(self) -> str:
        count = len(self.findings)
        return f"Stopped at {self.step}: {count} error finding{'s' * (count != 1)}. {self.remedy}"
