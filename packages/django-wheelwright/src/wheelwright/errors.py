"""
Why could the tool not run? Never a verdict about an upgrade.
"""


class CannotRun(Exception):
    """
    Base of every reason for exit status 2: a sentence that says what happened and what to do.
    """


class NoServer(CannotRun):
    """
    No PostgreSQL can be had.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}"
