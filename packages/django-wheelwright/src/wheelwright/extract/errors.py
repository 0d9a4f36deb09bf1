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


class PythonUnusable(ExtractRefused):
    """
    The project's Python is none, or older than what the tool can speak to.
    """

    code = "python-unusable"


class ProjectDoesNotStart(ExtractRefused):
    """
    Django cannot be set up in the project, so nothing can be known about it.
    """

    code = "project-does-not-start"


class ProjectNotReady(ExtractRefused):
    """
    Its migrations or its models are not in a state from which anything can move.
    """

    code = "project-not-ready"

    def __init__(self, details: Sequence[str]) -> None:
        super().__init__(
            "The project is not ready for a move; nothing was written.",
            "Its migrations have to be one line, applied, and agree with its models: "
            "see to each of these first.",
            details,
        )


class AppUnknown(ExtractRefused):
    """
    The app to take from, or to move to, cannot be used.
    """

    code = "app-unusable"


class ModelUnknown(ExtractRefused):
    """
    A model was named that the app does not have.
    """

    code = "model-unknown"

    def __init__(self, name: str, source: str, near: Sequence[str]) -> None:
        known = f"Did you mean {' or '.join(near)}?" if near else "See `wheelwright extract plan`."
        super().__init__(f"{source} has no model {name}.", known)


class ModelCannotMove(ExtractRefused):
    """
    Something that nobody here may rewrite names the model.
    """

    code = "model-cannot-move"


class NameTaken(ExtractRefused):
    """
    A name that the step needs is somebody else's.
    """

    code = "name-taken"


class CannotBeSeparated(ExtractRefused):
    """
    Each side would have to be imported before the other.
    """

    code = "cannot-be-separated"


class NamesBuiltAtRunTime(ExtractRefused):
    """
    Code puts names of models together while it runs.
    """

    code = "names-built-at-run-time"

    def __init__(self, source: str, details: Sequence[str]) -> None:
        super().__init__(
            f"Code puts names of {source}'s models together while it runs: no rewriting finds them.",
            "Write the labels out, or say --allow-dynamic if none of them is of a model that moves.",
            details,
        )


class WrongDatabase(ExtractRefused):
    """
    The steps are written for PostgreSQL.
    """

    code = "wrong-database"


class ProjectNotRead(ExtractRefused):
    """
    It starts, and what was asked of it failed in its process.
    """

    code = "project-not-read"


class NotBuiltYet(ExtractRefused):
    """
    A part of the command that this version does not have.
    """

    code = "not-built-yet"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"`wheelwright extract {name}` is not part of this version.", "Take a newer one."
        )
