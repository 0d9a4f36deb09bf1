"""
Why can a domain not be taken out, or not yet? Each is said before anything is written.
"""

import pathlib
from collections.abc import Sequence

from wheelwright.errors import CannotRun


class ExtractRefused(CannotRun):
    """
    Base of every refusal of `wheelwright extract`: what happened, to what, and what to do next.
    """

    code = "extract-refused"

    def __init__(self, what: str, remedy: str, details: Sequence[str] = ()) -> None:
        super().__init__(what, remedy, tuple(details))
        self.what = what
        self.remedy = remedy
        self.details = tuple(details)

    def __str__(self) -> str:
        return "\n".join((f"{self.what} {self.remedy}", *(f"    {line}" for line in self.details)))


class PlanUnreadable(ExtractRefused):
    """
    What should be a plan is none.
    """

    code = "plan-unreadable"

    def __init__(self, path: pathlib.Path, reason: Exception) -> None:
        why = reason.strerror if isinstance(reason, OSError) else f"it is no plan: {reason}"
        super().__init__(
            f"{path} cannot be read ({why}).",
            "Write one with `wheelwright extract plan … --out plan.json`.",
        )


class ProjectNotFound(ExtractRefused):
    """
    The folder is no Django project.
    """

    code = "project-not-found"


class ProjectDoesNotStart(ExtractRefused):
    """
    Django cannot be set up in the project, so nothing can be known about it.
    """

    code = "project-does-not-start"


class NotBuiltYet(ExtractRefused):
    """
    A part of the command that this version does not have.
    """

    code = "not-built-yet"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"`wheelwright extract {name}` is not part of this version.", "Take a newer one."
        )
