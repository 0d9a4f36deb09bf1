"""
Which bytes were rehearsed, and from which releases? The one thing the world outside cannot tell.
"""

import dataclasses
import json
import pathlib
from collections.abc import Mapping

from packaging.version import Version

from wheelwright.release.plan import Plan


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """
    A rehearsal without error findings.
    """

    sha256: str
    olds: tuple[str, ...]


def path(plan: Plan, suffix: str = ".json") -> pathlib.Path:
    """
    Where it is kept, and what else is kept beside it.
    """
    return _path(plan.work, plan.package.name, plan.version, suffix)


def read(plan: Plan) -> Rehearsed | None:
    """
    The last rehearsal that found no error; None if there was none, or its record is damaged.
    """
    return rehearsed(plan.work, plan.package.name, plan.version)


def rehearsed(work: pathlib.Path, package: str, version: Version) -> Rehearsed | None:
    """
    The same of any release.
    """
    try:
        kept = json.loads(_path(work, package, version).read_text(encoding="utf-8"))
        return Rehearsed(sha256=str(kept["sha256"]), olds=tuple(map(str, kept["from"])))
    except (OSError, ValueError, LookupError, TypeError):
        # Rehearsing again costs seconds; promoting on a guess could cost a database.
        return None


def write(plan: Plan, rehearsed: Rehearsed) -> None:
    """
    Keep it, all or nothing.
    """
    data = {
        "package": plan.package.name,
        "version": str(plan.version),
        "wheel": plan.package.wheel_name,
        "sha256": rehearsed.sha256,
        "from": list(rehearsed.olds),
    }
    _write(path(plan), data)


def _path(
    work: pathlib.Path, package: str, version: Version, suffix: str = ".json"
) -> pathlib.Path:
    return work / f"{package}-{version}{suffix}"


def _write(target: pathlib.Path, data: Mapping[str, object]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".new")
    draft.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    draft.replace(target)
