"""
Which exact sets of wheels were rehearsed, and how did it end? Reports in, compatibility.json out.
"""

import dataclasses
import datetime as dt
import hashlib
import json
import pathlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wheelwright.errors import BadRequest
from wheelwright.report import old_code
from wheelwright.report.model import Json

SCHEMA_VERSION = 1
VERDICTS = {
    "failed": "incompatible",
    "passed": "compatible",
    "review": "compatible",
    "broken": "untested",
}
# What one cell found stands against whatever the others did not meet.
WORST_FIRST = ("incompatible", "compatible", "untested")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """
    A cell of a report, with the report's own digest and date.
    """

    cell: Mapping[str, Any]
    digest: str
    rehearsed_at: str

    def side(self, name: str, wheels: frozenset[str]) -> dict[str, str]:
        """
        The versions of these wheels on one side.
        """
        installed = self.cell.get("installed", {}).get(name, {})
        return {wheel: installed[wheel] for wheel in sorted(wheels & installed.keys())}


def read(path: pathlib.Path) -> tuple[Rehearsed, ...]:
    """
    The cells of a report.

    Raises:
        BadRequest: if it is not one, or says nothing about the installed sets.
    """
    try:
        text = path.read_bytes()
        report = json.loads(text)
        cells = report["cells"]
    except OSError as exc:
        raise BadRequest(f"{path} cannot be read: {exc.strerror}.", "Check the path.") from exc
    except (ValueError, KeyError, TypeError) as exc:
        raise BadRequest(
            f"{path} is not a report of a rehearsal.", "Write one: wheelwright matrix --json FILE."
        ) from exc
    digest = f"sha256:{hashlib.sha256(text).hexdigest()}"
    at = report.get("rehearsed_at") or ""
    if not at or not any(cell.get("installed") for cell in cells):
        raise BadRequest(
            f"{path} does not say what was installed, or when.",
            "It comes from an older wheelwright: rehearse again.",
        )
    return tuple(Rehearsed(cell=cell, digest=digest, rehearsed_at=at) for cell in cells)


def write(
    rehearsed: Iterable[Rehearsed], wheels: frozenset[str], *, tool_version: str, now: dt.datetime
) -> dict[str, Json]:
    """
    Every set that an upgrade led to, with the verdict and each cell that speaks for it.
    """
    sets: dict[tuple[tuple[str, str], ...], list[Rehearsed]] = {}
    for each in rehearsed:
        versions = each.side("new", wheels)
        if versions:
            sets.setdefault(tuple(versions.items()), []).append(each)
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "wheelwright", "version": tool_version},
        "written_at": now.isoformat(timespec="seconds"),
        "sets": [_set(versions, sets[versions], wheels) for versions in sorted(sets)],
    }


def _set(
    versions: tuple[tuple[str, str], ...], cells: Sequence[Rehearsed], wheels: frozenset[str]
) -> Json:
    return {
        "wheels": dict(versions),
        "verdict": verdict(each.cell["status"] for each in cells),
        "evidence": [_evidence(each, wheels) for each in cells],
    }


def verdict(statuses: Iterable[str]) -> str:
    """
    The worst that was measured.
    """
    verdicts = {VERDICTS[status] for status in statuses}
    return next(verdict for verdict in WORST_FIRST if verdict in verdicts)


def _evidence(each: Rehearsed, wheels: frozenset[str]) -> Json:
    cell = each.cell
    return {
        "package": cell["package"],
        "from": cell["from"],
        "to": cell["to"],
        "from_wheels": dict(each.side("old", wheels)),
        "status": cell["status"],
        "codes": sorted({f["code"] for f in cell["findings"] if f["severity"] != "info"}),
        **_stop_first(cell),
        "python": cell["python"],
        "django": cell["django"],
        "postgresql": cell["postgresql"],
        "rehearsed_at": each.rehearsed_at,
        "report": each.digest,
    }


def _stop_first(cell: Mapping[str, Any]) -> dict[str, Json]:
    """
    Only of an upgrade that the old release does not live through, and then what tells that it is ahead.
    """
    reasons = old_code.in_cell(cell)
    if not reasons:
        return {}
    return {"stop_first": [*reasons], "migrations": [*old_code.migrations(cell)]}
