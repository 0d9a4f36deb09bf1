"""
Rule: a host need not install more apps, middleware or backends than before.
"""

from wheelwright.compare.change import Audience, Bump, Change, DeployClass
from wheelwright.surface.promises import Pair

ID = "setting-required"


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report entries that the package's own least settings (`testing/settings.py`) have gained.
    """
    return tuple(
        Change(
            code=ID,
            subject=f"{setting}.{entry}",
            message=f"A host needs {entry} in {setting} now.",
            hint="Do without it in this major, or make its use optional.",
            bump=Bump.MAJOR,
            deploy=DeployClass.D0,
            audience=Audience.OPERATOR,
        )
        for setting, entry in sorted(pair.new.needs - pair.old.needs)
        # A package without these settings before has not shown what it needed.
        if pair.old.needs
    )
