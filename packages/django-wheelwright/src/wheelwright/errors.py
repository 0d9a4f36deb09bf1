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


class BadRequest(CannotRun):
    """
    The command line names something that is not there or does not fit.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}"


class CellBroken(CannotRun):
    """
    One cell cannot be rehearsed; the others go on.
    """

    def __init__(self, what: str, remedy: str, output: str = "") -> None:
        super().__init__(what, remedy, output)
        self.what = what
        self.remedy = remedy
        self.output = output

    def __str__(self) -> str:
        lines = [line.rstrip() for line in self.output.strip().splitlines() if line.strip()]
        tail = "\n".join(f"    {line[:300]}" for line in lines[-8:])
        return f"{self.what} {self.remedy}" + (f"\n{tail}" if tail else "")
