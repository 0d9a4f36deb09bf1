"""
Why can a history not be squashed? Each is said before anything is written.
"""

from wheelwright.extract.errors import ExtractRefused


class NoHistory(ExtractRefused):
    """
    The app has no migrations.
    """

    code = "no-history"

    def __init__(self, app: str) -> None:
        super().__init__(f"{app} has no migrations.", "Name the label of an app that has some.")


class PointsBack(ExtractRefused):
    """
    One migration is not enough: an app that is pointed at points back.
    """

    code = "points-back"

    def __init__(self, app: str) -> None:
        super().__init__(
            f"{app} and another app point at each other, so that no single migration can make {app}.",
            "Take the models that hold them together into one app first: `wheelwright extract plan`.",
        )


class MakesAnotherSchema(ExtractRefused):
    """
    What the squash makes is not what the history makes.
    """

    code = "makes-another-schema"

    def __init__(self, app: str, differences: tuple[str, ...]) -> None:
        super().__init__(
            f"A database made by the squash of {app} is not the one that its history makes.",
            "What SQL written by hand made is in no model: add those operations to the squash.",
            differences,
        )
