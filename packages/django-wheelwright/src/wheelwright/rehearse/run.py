"""
The single pass: orders in, cells rehearsed on one server, a report out.
"""

import concurrent.futures
import dataclasses
import datetime as dt
import pathlib
import threading
from collections.abc import Callable, Sequence

import wheelwright
from wheelwright.adapters import cache, scratch, servers
from wheelwright.adapters.parent import Parents
from wheelwright.rehearse import cell
from wheelwright.rehearse.order import Order
from wheelwright.rehearse.workspace import Run
from wheelwright.report import acceptance
from wheelwright.report.model import Cell, Report

LIMITS = (
    "The rehearsal's rows are seeded or synthetic; production may hold others.",
    "Locks and times were measured on a server with nothing else to do; the load was one each of the "
    "old release's own reads, inserts, updates and deletes.",
    "A migration was killed at a sample of places, and never between the commit of an atomic one and "
    "Django's note of it.",
    "Replication, connection poolers, backups and the disks of production were not part of it.",
    "Files, caches, queues and other services that the code uses were not rehearsed.",
)

type Tell = Callable[[int, str], None]
type Done = Callable[[int, Cell], None]


def rehearse(
    orders: Sequence[Order],
    *,
    postgres: str | None,
    jobs: int,
    faithful: bool = False,
    tell: Tell,
    done: Done,
) -> Report:
    """
    Rehearse every order; `tell` hears of each stage and `done` of each finished cell.

    `faithful` uses nothing that an earlier run kept, and keeps nothing for a later one.

    Raises:
        NoServer: if there is no PostgreSQL to rehearse on.
    """
    stop = threading.Event()
    with (
        scratch.run_folder() as folder,
        servers.server(postgres, cache=_kept(orders, faithful)) as databases,
        Parents(spare=jobs + 1) as parents,
        concurrent.futures.ThreadPoolExecutor(jobs) as pool,
    ):
        run = Run(databases=databases, parents=parents, scratch=folder, stop=stop)

        def one(number: int) -> Cell:
            order = orders[number]
            if faithful:
                order = dataclasses.replace(order, cache=folder / "cache")
            finished = cell.rehearse(order, run, lambda stage: tell(number, stage))
            done(number, finished)
            return finished

        try:
            cells = tuple(pool.map(one, range(len(orders))))
        except BaseException:
            # Leaving the pool waits for its cells: let them end what they are doing first.
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    for folder in {order.cache for order in orders}:
        cache.prune(folder)
    return Report(
        tool_version=wheelwright.__version__,
        cells=cells,
        notes=_notes(orders, cells),
        limits=LIMITS,
        rehearsed_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    )


def _kept(orders: Sequence[Order], faithful: bool) -> pathlib.Path | None:
    return None if faithful or not orders else orders[0].cache


def _notes(orders: Sequence[Order], cells: Sequence[Cell]) -> tuple[str, ...]:
    """
    What the allow-list accepts in vain; a run of contract tests alone looks for too little to tell.
    """
    allowed = orders[0].allow if orders and not orders[0].contracts_only else ()
    return acceptance.notes(cells, allowed, today=dt.datetime.now(dt.UTC).date())
