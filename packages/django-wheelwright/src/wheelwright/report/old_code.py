"""
During which upgrades does the old release fail on the new schema, so that it must be stopped first?
"""

import dataclasses
import json
import pathlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from packaging.version import Version

from wheelwright.errors import BadRequest

CODE = "old-code-breaks"
COUNTS = ("error", "review")  # what was accepted by name is information


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """
    A rehearsed upgrade that the old release does not live through, with the migrations it ran.
    """

    package: str
    old: str
    new: str
    migrations: frozenset[str]
    reasons: tuple[str, ...]

    def lies_ahead(self, wanted: Mapping[str, str], pending: Iterable[str]) -> bool:
        """
        Whether an upgrade to `wanted` runs all of these migrations: the release that serves is then
        this old one, or an older one. Nothing serves where an app's first migration is pending.
        """
        target = wanted.get(self.package)
        if target is None or Version(target) < Version(self.new) or not self.migrations:
            return False
        first = tuple(f"{label.partition('.')[0]}.0001" for label in self.migrations)
        left = set(pending)
        return self.migrations <= left and not any(label.startswith(first) for label in left)


def in_cell(cell: Mapping[str, Any]) -> tuple[str, ...]:
    """
    Why the old release must be stopped: what it can no longer read, then its contract tests.

    A made-up write that the new schema refuses is no such reason: the old release may never write so.
    """
    found = [f for f in cell["findings"] if f["code"] == CODE and f["severity"] in COUNTS]
    evidence = [(f, f.get("evidence") or {}) for f in found]
    reads = [f["message"] for f, known in evidence if "read" in (known.get("actions") or ())]
    tests = [f["subject"] for f, known in evidence if "outcome" in known]
    return (*reads, *_failing(tests))


def _failing(tests: Sequence[str]) -> Iterator[str]:
    if tests:
        others = f" and {len(tests) - 1} more" if len(tests) > 1 else ""
        yield f"The old release fails {tests[0]}{others} on the new schema."


def migrations(cell: Mapping[str, Any]) -> list[str]:
    """
    What the upgrade ran, as app.name.
    """
    return [f"{ran['app']}.{ran['name']}" for ran in cell.get("migrations", ())]


def in_report(cells: Iterable[Mapping[str, Any]]) -> Iterator[Break]:
    """
    The breaks among the cells of a rehearsal.
    """
    for cell in cells:
        if reasons := in_cell(cell):
            yield Break(
                package=cell["package"],
                old=cell["from"],
                new=cell["to"],
                migrations=frozenset(migrations(cell)),
                reasons=reasons,
            )


def in_record(path: pathlib.Path) -> tuple[Break, ...]:
    """
    The breaks that a compatibility.json has written down; none if there is no such file.

    Raises:
        BadRequest: if it is not one.
    """
    if not path.is_file():
        return ()
    try:
        sets = json.loads(path.read_text(encoding="utf-8"))["sets"]
        return tuple(
            Break(
                package=entry["package"],
                old=entry["from"],
                new=entry["to"],
                migrations=frozenset(entry["migrations"]),
                reasons=tuple(entry["stop_first"]),
            )
            for each in sets
            for entry in each["evidence"]
            if entry.get("stop_first")
        )
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise BadRequest(
            f"{path} is not what wheelwright compatibility writes.",
            "Write it again: wheelwright compatibility REPORT.json --out " + str(path),
        ) from exc
