"""
Why can a wheel not be read? Never a verdict about its version.
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


class LibraryMissing(CannotCompare):
    """
    The libraries of the release contract are not installed.
    """

    def __init__(self, library: str) -> None:
        super().__init__(
            f"{library} is not installed.",
            "Comparing releases needs the extra: pip install 'django-wheelwright[contract]'.",
        )
