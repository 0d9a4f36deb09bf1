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
