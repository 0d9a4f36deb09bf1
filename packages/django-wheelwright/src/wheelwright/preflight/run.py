"""
The single pass of a preflight: everything is asked, then everything is said at once.
"""

import dataclasses
import pathlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wheelwright.adapters import uv
from wheelwright.preflight import candidate as candidates
from wheelwright.preflight import (
    database,
    declared_ranges,
    findings,
    live_rows,
    live_rules,
    rehearsed_times,
)
from wheelwright.preflight import new_release as release
from wheelwright.report import old_code
from wheelwright.report.model import Finding

RECORD = "compatibility.json"  # beside the host's requirements.txt

type Tell = Callable[[str], None]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """
    What an operator asked.
    """

    to: Sequence[str]
    host: pathlib.Path
    database: str
    settings: str | None
    cells: tuple[dict[str, Any], ...] | None
    profile: Mapping[str, int]
    lock_seconds: float
    stopped: bool
    index: uv.Sources
    cache: pathlib.Path
    python: str
    timeout: float


def preflight(order: Order, *, tell: Tell) -> dict[str, tuple[Finding, ...]]:
    """
    Look at the live database and at the new set; nothing is written to either.

    Raises:
        CannotRun: if the database, the host or the wheels cannot be read.
    """
    tell("reading the live database")
    live = database.look(order.database)
    tell("resolving the new set")
    candidate = candidates.find(
        order.to, host=order.host, index=order.index, cache=order.cache, python=order.python
    )
    found = {
        "the set": (
            *findings.the_set(candidate),
            *declared_ranges.withdrawn(candidate.wanted, order.index.folders),
            *declared_ranges.check(
                candidate.wanted,
                candidate.current,
                candidate.host_lines,
                candidate.wheels,
                python=candidate.python,
            ),
        )
    }
    if candidate.environment:
        tell("asking the new release")
        said = release.ask(
            candidate.environment,
            tuple(candidate.wanted),
            host=order.host,
            settings=order.settings,
            url=order.database,
            live=live,
            timeout=order.timeout,
        )
        found["migrations"] = tuple(_migrations(order, candidate, live, said))
        tell("asking the live rows")
        found["rows"] = findings.rows(live_rows.ask(order.database, live_rules.of(said.pending)))
        found["host and data"] = tuple(findings.answers(said))
    found["database"] = tuple(findings.data(live))
    return found


def _migrations(
    order: Order, candidate: candidates.Candidate, live: database.Live, said: release.Asked
) -> tuple[Finding, ...]:
    rows = {**live.rows, **order.profile}
    forecasts = {
        pending.label: rehearsed_times.forecast(
            pending.label,
            order.cells or (),
            wanted={**candidate.current, **candidate.wanted},
            current=candidate.current,
            live=rows,
        )
        for pending in said.pending
    }
    wanted = {**candidate.current, **candidate.wanted}
    known = (*old_code.in_report(order.cells or ()), *old_code.in_record(order.host / RECORD))
    pending = [each.label for each in said.pending]
    ahead = [each for each in known if each.lies_ahead(wanted, pending)]
    return (
        *findings.old_release(ahead, stopped=order.stopped),
        *findings.migrations(
            said, forecasts, has_report=order.cells is not None, budget=order.lock_seconds
        ),
    )
