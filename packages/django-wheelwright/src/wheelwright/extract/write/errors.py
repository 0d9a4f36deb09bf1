"""
Why is a step not written?
"""

import pathlib
from collections.abc import Sequence

from wheelwright.extract.code.order import Remark
from wheelwright.extract.errors import ExtractRefused


class CodeStandsInTheWay(ExtractRefused):
    """
    Lines that would break, or mean something else, after the step.
    """

    code = "code-stands-in-the-way"

    def __init__(self, remarks: Sequence[Remark]) -> None:
        super().__init__(
            f"{len(remarks)} line(s) of the code stand in the way of the step.",
            "Change them, or say that you have looked with --accept FILE:LINE for each.",
            [str(remark) for remark in remarks],
        )


class StepAlreadyWritten(ExtractRefused):
    """
    Nothing is left to be moved.
    """

    code = "step-already-written"

    def __init__(self, number: int | None) -> None:
        what = f"Step {number} is" if number else "Every step of the plan is"
        super().__init__(
            f"{what} written already.",
            "Write its closing migration with --close, or make a new plan.",
        )


class StepNotWritten(ExtractRefused):
    """
    A step is to end that has not begun.
    """

    code = "step-not-written"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Step {number} is not written yet, so it cannot end.",
            "Write it, release it, and write its end with the release after that.",
        )


class NoSuchStep(ExtractRefused):
    """
    The plan has no step of that number.
    """

    code = "no-such-step"

    def __init__(self, number: int, steps: int) -> None:
        super().__init__(
            f"The plan has no step {number}.", f"Name one from 1 to {steps} with --step."
        )


class ModelIsGone(ExtractRefused):
    """
    The plan is of another state of the project.
    """

    code = "model-is-gone"

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__(
            f"The project has no model {', '.join(labels)}, which the plan wants to move.",
            "Make the plan again with `wheelwright extract plan`.",
        )


class ProjectHasProblems(ExtractRefused):
    """
    What the project's own state is would get mixed up with the move.
    """

    code = "project-has-problems"

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(
            "The project is not in a state to be taken apart.", "Correct this first:", problems
        )


class WouldNotWork(ExtractRefused):
    """
    A copy of the project with the step in it does not load, or Django sees more to migrate.
    """

    code = "would-not-work"

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(
            "A copy of the project with this step in it does not work; nothing was written.",
            "Read what it says, change the code or the plan, and try again (--no-copy writes it nevertheless):",
            reasons,
        )


class FilesNotCommitted(ExtractRefused):
    """
    Files that the step changes have changes of somebody that git does not have yet.
    """

    code = "files-not-committed"

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(
            f"{len(paths)} file(s) that the step changes are not committed.",
            "Commit or stash them, so that the step is a diff of its own, or use --force:",
            paths,
        )


class FilesChanged(ExtractRefused):
    """
    Somebody has edited files since they were read or written.
    """

    code = "files-changed"

    def __init__(self, paths: Sequence[str], remedy: str) -> None:
        super().__init__(
            f"{len(paths)} file(s) were changed meanwhile by somebody else.", remedy, paths
        )


class StepInterrupted(ExtractRefused):
    """
    An earlier apply was stopped half-way.
    """

    code = "step-interrupted"

    def __init__(self, folder: pathlib.Path) -> None:
        super().__init__(
            f"An earlier --apply in {folder} was stopped before its end.",
            "Go on with --apply and the same plan, or take it back with --undo.",
        )


class NothingToUndo(ExtractRefused):
    """
    No step was written here by this command, or it is taken back already.
    """

    code = "nothing-to-undo"

    def __init__(self, folder: pathlib.Path) -> None:
        super().__init__(
            f"{folder} has no step to undo.", "What is committed is taken back with git revert."
        )


class LetterNotInEncoding(ExtractRefused):
    """
    Text that goes to a file whose encoding cannot say it.
    """

    code = "letter-not-in-encoding"

    def __init__(self, path: str, reason: UnicodeEncodeError) -> None:
        super().__init__(
            f"{path} is written in {reason.encoding}, which has no {reason.object[reason.start]!r}.",
            "Make that file UTF-8 first.",
        )
