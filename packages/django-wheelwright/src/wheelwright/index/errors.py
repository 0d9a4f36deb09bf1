"""
Why could the index not do it?
"""

from wheelwright.errors import CannotRun


class IndexFailed(CannotRun):
    """
    The index, or a program that talks to it, refused.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}"


class OtherBytes(CannotRun):
    """
    The index serves other bytes under this name than those at hand; released files never change.
    """

    def __init__(self, wheel: str, index: str, ours: str, theirs: str) -> None:
        super().__init__(wheel, index, ours, theirs)
        self.wheel = wheel
        self.index = index
        self.ours = ours
        self.theirs = theirs

    def __str__(self) -> str:
        return (
            f"{self.index} has another {self.wheel} (sha256 {self.theirs[:12]}, ours "
            f"{self.ours[:12]}). A released file never changes: release the next version."
        )


class NotRehearsed(CannotRun):
    """
    Nothing says that these bytes were rehearsed and let pass.
    """

    def __init__(self, wheel: str, digest: str) -> None:
        super().__init__(wheel, digest)
        self.wheel = wheel
        self.digest = digest

    def __str__(self) -> str:
        return (
            f"Nothing says that {self.wheel} was rehearsed: neither the archive nor a rehearsal of "
            f"`wheelwright release` names its sha256 {self.digest[:12]}. Run `wheelwright release`; or, "
            "where another job rehearsed these bytes, name them with --sha256."
        )


class RehearsalFailed(CannotRun):
    """
    A rehearsal of these very bytes found errors.
    """

    def __init__(self, wheel: str, digest: str, why: str) -> None:
        super().__init__(wheel, digest, why)
        self.wheel = wheel
        self.digest = digest
        self.why = why

    def __str__(self) -> str:
        return (
            f"{self.wheel} (sha256 {self.digest[:12]}) failed its rehearsal: {self.why}. That is final: "
            "it never becomes stable. Correct the source and release that under the next version."
        )


class UnsafeWheel(CannotRun):
    """
    A wheel holds a file that has no place in it.
    """

    def __init__(self, wheel: str, file: str, reason: str) -> None:
        super().__init__(wheel, file, reason)
        self.wheel = wheel
        self.file = file
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"{self.wheel} is not published: {self.file} {self.reason}. Build the wheel from a clean "
            "checkout, and look at how that file got into it."
        )
