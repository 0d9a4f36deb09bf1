"""
Does a set that nobody rehearsed, or one that failed, run here unnoticed?
"""

from typing import Any

from django.conf import settings
from django.core import checks

from host.inventory import evidence, installed
from host.inventory.combinations import impossible

REHEARSE = "Rehearse it (wheelwright matrix --json), then write the outcome down (wheelwright compatibility)."


@checks.register
def check_set(**kwargs: Any) -> list[checks.CheckMessage]:
    """
    Compare the installed wheels with the rehearsed sets.
    """
    versions = {wheel.name: wheel.version for wheel in installed.wheels()}
    names = ", ".join(f"{name} {version}" for name, version in versions.items())
    try:
        found = evidence.of(versions, settings.COMPATIBILITY_FILE)
    except evidence.Unreadable as exc:
        return [checks.Warning(str(exc), hint=REHEARSE, id="host.W002")]
    if found.verdict == evidence.UNTESTED:
        return [
            checks.Warning(
                f"Nobody has rehearsed this set: {names}.", hint=REHEARSE, id="host.W001"
            )
        ]
    if found.verdict == evidence.INCOMPATIBLE:
        return [checks.Error(f"{_why(found)} The set is {names}.", hint=_hint(), id="host.E001")]
    return []


@checks.register
def check_combinations(**kwargs: Any) -> list[checks.CheckMessage]:
    """
    Refuse releases that cannot work together: `manage.py migrate` runs this before any migration.
    """
    versions = {wheel.name: wheel.version for wheel in installed.wheels()}
    return [
        checks.Error(
            f"{pair.newer} {versions[pair.newer]} does not work with {pair.older} "
            f"{versions[pair.older]}: {pair.because}.",
            hint=pair.remedy(),
            id="host.E002",
        )
        for pair in impossible(versions)
    ]


def _why(found: evidence.Evidence) -> str:
    failed = [each for each in found.rehearsals if each.status == "failed"]
    told = "; ".join(
        f"{each.package} from {each.old} to {each.new}: {', '.join(each.codes)}" for each in failed
    )
    return f"The rehearsal of this set failed ({told})."


def _hint() -> str:
    return "Install the set of train.txt, or a release that fixes it; the report says what to do."
