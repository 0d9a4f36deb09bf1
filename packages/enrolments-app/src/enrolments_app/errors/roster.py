"""
Why can a roster not be read, or not be applied?
"""

from collections.abc import Iterable

from enrolments_app.data.roster import RosterError
from enrolments_app.errors.base import EnrolmentsError

_NAMED = 5


class RosterNotReadable(EnrolmentsError):
    """
    The file is no table that could be read.
    """

    code = "roster-not-readable"
    http_status = 422

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(name, problem)
        self.name = name
        self.problem = problem

    def __str__(self) -> str:
        return (
            f"{self.name} cannot be read: {self.problem}. "
            "Save it as CSV in UTF-8, or as XLSX, and send it again."
        )


class RosterNeedsOpenpyxl(EnrolmentsError):
    """
    XLSX was sent to an installation that reads CSV only.
    """

    code = "roster-needs-openpyxl"
    http_status = 422

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return (
            f"{self.name} is XLSX, and openpyxl is not installed here. Save it as CSV in UTF-8, "
            "or ask the operator to install enrolments-app[xlsx]."
        )


class RosterTemplateUnknown(EnrolmentsError):
    """
    The first line is not this template in this version.
    """

    code = "roster-template-unknown"
    http_status = 422

    def __init__(self, found: str, template: str, version: int) -> None:
        super().__init__(found, template, version)
        self.found = found
        self.template = template
        self.version = version

    def __str__(self) -> str:
        return (
            f"The first line says {self.found!r}, and this takes template {self.template}, version "
            f"{self.version}. Copy the rows into a new template."
        )


class RosterColumnsWrong(EnrolmentsError):
    """
    A column is missing, unknown or there twice.
    """

    code = "roster-columns-wrong"
    http_status = 422

    def __init__(self, column: str, problem: str) -> None:
        super().__init__(column, problem)
        self.column = column
        self.problem = problem

    def __str__(self) -> str:
        return f"Column {self.column!r}: {self.problem}. Use the columns of the template."


class RosterTooLong(EnrolmentsError):
    """
    There are more rows than one roster may have.
    """

    code = "roster-too-long"
    http_status = 422

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit

    def __str__(self) -> str:
        return f"The roster has more than {self.limit:,} rows. Split it into several files."


class RosterRefused(EnrolmentsError):
    """
    Some rows cannot be taken, so none was.
    """

    code = "roster-refused"
    http_status = 422

    def __init__(self, errors: Iterable[RosterError], rows: int) -> None:
        errors = tuple(errors)
        super().__init__(errors, rows)
        self.errors = errors
        self.rows = rows

    def __str__(self) -> str:
        named = "\n".join(str(error) for error in self.errors[:_NAMED])
        more = len(self.errors) - _NAMED
        rest = f"\n… and {more} more." if more > 0 else ""
        return (
            f"{len(self.errors)} of {self.rows} rows cannot be taken, so nothing was written. "
            f"Correct them, or ask for the good rows alone.\n{named}{rest}"
        )
