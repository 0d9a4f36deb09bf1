"""
What did the rehearsal measure of a migration, and what does that mean on tables of this size?
"""

import dataclasses
import json
import pathlib
from collections.abc import Iterator, Mapping
from typing import Any

from wheelwright.agent.lock_modes import MODES, STOPS
from wheelwright.errors import BadRequest


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """
    One pending migration. `lock` is the strongest on a table that exists; seconds may be unknown.
    """

    migration: str
    rehearsed_from: str
    stops: str
    table: str
    held_seconds: float | None
    seconds: float | None
    rehearsed_rows: int
    live_rows: int
    errors: tuple[str, ...]


def read(path: pathlib.Path) -> tuple[dict[str, Any], ...]:
    """
    The cells of a rehearsal's report.

    Raises:
        BadRequest: if it is not one.
    """
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        if report["schema_version"] != 1:
            raise BadRequest(
                f"{path} is a report of version {report['schema_version']}; this tool reads 1.",
                "Use the wheelwright that wrote it, or rehearse again.",
            )
        return tuple(report["cells"])
    except OSError as exc:
        raise BadRequest(f"{path} cannot be read: {exc.strerror}.", "Check the path.") from exc
    except (ValueError, KeyError, TypeError) as exc:
        raise BadRequest(
            f"{path} is not a report of a rehearsal.", "Write one: wheelwright matrix --json FILE."
        ) from exc


def forecast(
    migration: str,
    cells: tuple[dict[str, Any], ...],
    *,
    wanted: Mapping[str, str],
    current: Mapping[str, str],
    live: Mapping[str, int],
) -> Forecast | None:
    """
    What to expect of a pending migration; None if no cell to the wanted version ran it.
    """
    found = [
        (cell, ran)
        for cell in cells
        if wanted.get(cell["package"]) == cell["to"]
        for ran in cell["migrations"]
        if f"{ran['app']}.{ran['name']}" == migration
    ]
    if not found:
        return None
    # The cell that starts from what is installed now; else the one that found most rows.
    cell, ran = max(
        found, key=lambda pair: (_starts(pair[0], current), sum(_rows(pair[0]).values()))
    )
    slower = [_slower(statement, cell, live) for statement in ran["statements"]]
    locks = [
        (MODES.index(lock["mode"]), lock["held_seconds"], lock["table"], _sum(slower[number:]))
        for number, statement in enumerate(ran["statements"])
        for lock in statement["locks"]
        # A table that is not there yet is nobody's to wait for.
        if lock["table"] in live and lock["mode"] in STOPS
    ]
    mode, held, table, later = max(locks, key=lambda lock: lock[:3], default=(0, 0.0, "", 0.0))
    whole = _sum(slower)
    return Forecast(
        migration=migration,
        rehearsed_from=cell["from"],
        stops=STOPS[MODES[mode]],
        table=table,
        held_seconds=None if later is None else held + later,
        seconds=None if whole is None else ran["seconds"] + whole,
        rehearsed_rows=_rows(cell).get(table, 0),
        live_rows=live.get(table, 0),
        errors=tuple(_errors(cell, migration)),
    )


def _starts(cell: dict[str, Any], current: Mapping[str, str]) -> bool:
    return bool(current.get(cell["package"]) == cell["from"])


def _rows(cell: dict[str, Any]) -> dict[str, int]:
    rows: dict[str, int] = cell.get("rows") or {}
    return rows


def _slower(
    statement: dict[str, Any], cell: dict[str, Any], live: Mapping[str, int]
) -> float | None:
    """
    How many seconds longer a statement takes here; None if the rehearsal cannot know.

    Time grows with the rows of the tables that it works through. What costs the same at any size,
    as most ALTER TABLE does, takes as long as it took.
    """
    growths = [_growth(table, cell, live) for table in _worked_through(statement, cell)]
    if None in growths:
        return None
    largest = max((growth for growth in growths if growth is not None), default=1.0)
    return float(statement["seconds"] * (largest - 1))


def _worked_through(statement: dict[str, Any], cell: dict[str, Any]) -> set[str]:
    locked = {lock["table"] for lock in statement["locks"]}
    if "scanned" not in statement:  # an older report: better too long than too short
        return locked
    rows = _rows(cell)
    scanned = {t for t, read in statement["scanned"].items() if read * 2 >= rows.get(t, 0)}
    return scanned | set(statement["rewrote"]) | (locked if statement["rows"] else set())


def _growth(table: str, cell: dict[str, Any], live: Mapping[str, int]) -> float | None:
    rehearsed, here = _rows(cell).get(table, 0), live.get(table, 0)
    if not here:
        return 1.0
    return max(here / rehearsed, 1.0) if rehearsed else None


def _sum(seconds: list[float | None]) -> float | None:
    known = [each for each in seconds if each is not None]
    return sum(known) if len(known) == len(seconds) else None


def _errors(cell: dict[str, Any], migration: str) -> Iterator[str]:
    for finding in cell["findings"]:
        if finding["severity"] == "error" and finding["migration"] in (migration, None):
            yield f"{finding['code']}: {finding['message']}"
