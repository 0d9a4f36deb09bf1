"""
Why does a moved app not become a package?
"""

from collections.abc import Sequence

from wheelwright.extract.errors import ExtractRefused


class AppHasNoNameOfItsOwn(ExtractRefused):
    """
    A wheel's module would lie inside a package of the project.
    """

    code = "app-has-no-name-of-its-own"

    def __init__(self, module: str) -> None:
        top = module.partition(".")[0]
        super().__init__(
            f"{module} lies inside the project's package {top}, and two folders cannot both be {top}.",
            "Plan the move to an app with a top name of its own, for example --to "
            f"{module.rpartition('.')[2]}.",
        )


class StepsAreLeft(ExtractRefused):
    """
    The app is not complete yet.
    """

    code = "steps-are-left"

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__(
            f"{len(labels)} model(s) of the plan are still in the old app: {', '.join(labels)}.",
            "Write the steps that are left first, with `wheelwright extract write`.",
        )


class AlreadyAPackage(ExtractRefused):
    """
    The app is not in the project's folder any more, or the package's folder is taken.
    """

    code = "already-a-package"


class NotInstalled(ExtractRefused):
    """
    The package is written, and could not be installed.
    """

    code = "not-installed"
