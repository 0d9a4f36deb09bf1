"""
Was the set of wheels that runs here ever rehearsed? compatibility.json knows.
"""

import dataclasses
import json
import pathlib
from collections.abc import Mapping
from typing import Any

COMPATIBLE, INCOMPATIBLE, UNTESTED, NO_RECORD = (
    "compatible",
    "incompatible",
    "untested",
    "no record",
)


class Unreadable(Exception):
    """
    The file is not what `wheelwright compatibility` writes.
    """

    def __init__(self, path: pathlib.Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path.name} cannot be read ({self.reason})."


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """
    One upgrade that led to the installed set.
    """

    package: str
    old: str
    new: str
    status: str
    codes: tuple[str, ...]
    rehearsed_at: str
    report: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """
    What is known about a set; without a file or without an entry there are no rehearsals.
    """

    verdict: str
    rehearsals: tuple[Rehearsal, ...] = ()

    @property
    def last_rehearsed_at(self) -> str:
        """
        The newest rehearsal's moment (ISO 8601), or nothing.
        """
        return max((rehearsal.rehearsed_at for rehearsal in self.rehearsals), default="")


def of(installed: Mapping[str, str], path: pathlib.Path) -> Evidence:
    """
    What the file says about exactly these versions.

    Raises:
        Unreadable: if it is there and cannot be understood.
    """
    if not path.is_file():
        return Evidence(verdict=NO_RECORD)
    for entry in _sets(path):
        wheels = entry["wheels"]
        if wheels and all(installed.get(name) == version for name, version in wheels.items()):
            return Evidence(
                verdict=entry["verdict"], rehearsals=tuple(map(_rehearsal, entry["evidence"]))
            )
    return Evidence(verdict=UNTESTED)


def _sets(path: pathlib.Path) -> list[dict[str, Any]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["schema_version"] != 1:
            raise Unreadable(path, f"schema version {data['schema_version']}, this host reads 1")
        return [{key: s[key] for key in ("wheels", "verdict", "evidence")} for s in data["sets"]]
    except OSError as exc:
        raise Unreadable(path, exc.strerror or "no reason given") from exc
    except (ValueError, KeyError, TypeError) as exc:
        raise Unreadable(path, f"{type(exc).__name__}: {exc}") from exc


def _rehearsal(entry: dict[str, Any]) -> Rehearsal:
    return Rehearsal(
        package=entry["package"],
        old=entry["from"],
        new=entry["to"],
        status=entry["status"],
        codes=tuple(entry["codes"]),
        rehearsed_at=entry["rehearsed_at"],
        report=entry["report"],
    )
