"""
Rule: a migration that waits for another package's migration needs a release that has it.
"""

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from wheelwright.compare.change import Change
from wheelwright.surface.promises import Pair, Sibling

ID = "bound-too-low"


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report migrations whose dependency is missing from a sibling release that the wheel allows.
    """
    own = {app.label for app in pair.new.apps.values()} | {
        m.app for m in pair.new.migrations.values()
    }
    found = []
    for label, migration in sorted(pair.new.migrations.items()):
        for app, name in migration.dependencies:
            releases = [s for s in pair.siblings if app in s.modules]
            if app in own or not releases:
                continue
            found += _faults(pair, label, app, name, releases)
    return tuple(found)


def _faults(pair: Pair, label: str, app: str, name: str, releases: list[Sibling]) -> list[Change]:
    package = releases[0].package
    declared = next((r for r in pair.new.requirements if r.name == package), None)
    allowed = SpecifierSet(declared.specifier if declared else "")
    lacking = [
        s.version
        for s in sorted(releases, key=lambda s: Version(s.version))
        if allowed.contains(s.version, prereleases=True)
        and name not in ("__first__", "__latest__")
        and (app, name) not in s.migrations
    ]
    if not lacking:
        return []
    shipping = [Version(s.version) for s in releases if (app, name) in s.migrations]
    bound = f">={min(shipping)}" if shipping else "a release that ships it; there is none yet"
    range_ = f"{package}{declared.specifier}" if declared else f"{package} without a bound"
    return [
        Change(
            code=ID,
            subject=label,
            message=f"{label} waits for {app}.{name}, which {package} {lacking[-1]} does not have, "
            f"and the wheel allows that release ({range_}).",
            hint=f"Require {package} {bound}.",
            bump=None,
        )
    ]
