"""
Why can two releases not be compared? Never a verdict about their versions.
"""

from wheelwright.errors import CannotRun


class CannotCompare(CannotRun):
    """
    Base of every reason: what happened, and what to do next.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}"


class UnreadableWheel(CannotCompare):
    """
    A file is not a wheel, or its inside does not say what its name says.
    """


class NotAVersion(CannotCompare):
    """
    A version that does not follow PEP 440.
    """


class NotNewer(CannotCompare):
    """
    The candidate is another package, or no later version, than its predecessor.
    """


class NoPredecessor(CannotCompare):
    """
    There is no release to compare with.
    """


class WithdrawnPredecessor(CannotCompare):
    """
    The release to compare with was withdrawn or yanked.
    """


class LibraryMissing(CannotCompare):
    """
    The libraries of the release contract are not installed.
    """

    def __init__(self, library: str) -> None:
        super().__init__(
            f"{library} is not installed.",
            "Comparing releases needs the extra: pip install 'django-wheelwright[contract]'.",
        )
