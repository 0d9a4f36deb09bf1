"""
Which refusals are about events?
"""

from enrolments_app.errors.base import EnrolmentsError


class NotInThisVersion(EnrolmentsError):
    """
    An event cannot be written in a version of its schema.
    """

    code = "not-in-this-version"
    http_status = 422

    def __init__(self, version: int, reason: str) -> None:
        super().__init__(version, reason)
        self.version = version
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"The change cannot be told in version {self.version} of the event: {self.reason}. "
            "Read version 2."
        )
