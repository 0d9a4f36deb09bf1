"""
The single pass over the questions: each measured like a cell, all in one report.
"""

import concurrent.futures
import contextlib
import datetime as dt
import pathlib
import tempfile
import threading
import time
import traceback
from collections.abc import Sequence

import wheelwright
from wheelwright.adapters import cache, scratch, servers
from wheelwright.adapters.parent import Parents
from wheelwright.adapters.session import Refused
from wheelwright.compose.presence import answer
from wheelwright.compose.questions import Question
from wheelwright.compose.states import Answer
from wheelwright.errors import CellBroken
from wheelwright.rehearse.order import Order
from wheelwright.rehearse.run import Done, Tell
from wheelwright.rehearse.workspace import Run, Workspace
from wheelwright.report.acceptance import accept
from wheelwright.report.model import Cell, Report

LIMITS = (
    "The rows are those of the wheels' own seeds and the host's; production may hold others.",
    "Of each package the newest release was composed, and for two orders the oldest as well: other "
    "sets may be allowed and were not tried.",
    "A value that differed between two equal runs was not compared.",
    "Locks and times were not judged here; `wheelwright rehearse` does.",
)


def compose(
    asked: Sequence[tuple[Question, Order]],
    *,
    postgres: str | None,
    jobs: int,
    tell: Tell,
    done: Done,
) -> Report:
    """
    Answer every question; `tell` hears of each when it begins and `done` when it is answered.

    Raises:
        NoServer: if there is no PostgreSQL to measure on.
    """
    stop = threading.Event()
    with (
        scratch.run_folder() as folder,
        servers.server(postgres, cache=asked[0][1].cache) as databases,
        Parents(spare=jobs + 1) as parents,
        concurrent.futures.ThreadPoolExecutor(jobs) as pool,
    ):
        shared = Run(databases=databases, parents=parents, scratch=folder, stop=stop)

        def one(number: int) -> Cell:
            question, order = asked[number]
            tell(number, question.kind.value)
            cell = _cell(question, order, shared)
            done(number, cell)
            return cell

        try:
            cells = tuple(pool.map(one, range(len(asked))))
        except BaseException:
            # Leaving the pool waits for its cells: let them end what they are doing first.
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    for kept in {order.cache for _, order in asked}:
        cache.prune(kept)
    return Report(tool_version=wheelwright.__version__, cells=cells, limits=LIMITS, composed=True)


def _cell(question: Question, order: Order, shared: Run) -> Cell:
    started = time.perf_counter()
    answered, reason = Answer(), None
    with tempfile.TemporaryDirectory(prefix="cell-", dir=shared.scratch) as folder:
        workspace = Workspace(order, shared, pathlib.Path(folder))
        with contextlib.closing(workspace):
            try:
                answered = answer(workspace, question)
            except CellBroken as broken:
                reason = str(broken)
            except Refused as refusal:
                reason = str(CellBroken(f"{refusal}.", "It said:", refusal.trace))
            except Exception as exc:  # one question's accident must not take the others with it
                reason = str(
                    CellBroken(
                        f"Something unforeseen: {type(exc).__name__}: {exc}.",
                        "Please report it with these lines:",
                        traceback.format_exc(),
                    )
                )
    workspace.seconds["total"] = time.perf_counter() - started
    side = answered.side
    found, today = answered.found, dt.datetime.now(dt.UTC).date()
    for release in question.about:
        found = accept(found, order.allow, package=release.package, today=today)
    return Cell(
        package=order.package,
        old=order.old,
        new=order.new,
        python=_minor(side.python) if side else "",
        django=_minor(side.django) if side else "",
        postgresql=shared.databases.version.split(".")[0],
        seconds={name: round(value, 3) for name, value in workspace.seconds.items()},
        migrations=answered.migrations,
        findings=found,
        notes=answered.notes,
        reason=reason,
    )


def _minor(version: str) -> str:
    return ".".join(version.split(".")[:2])
