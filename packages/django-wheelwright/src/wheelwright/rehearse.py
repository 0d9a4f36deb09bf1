"""
The single pass: orders in, cells rehearsed on one server, a report out.
"""

import concurrent.futures
import threading
from collections.abc import Callable, Sequence

import wheelwright
from wheelwright import cell
from wheelwright.adapters import scratch, servers
from wheelwright.adapters.parent import Parents
from wheelwright.bench import Order, Run
from wheelwright.model import Cell, Report

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
    orders: Sequence[Order], *, postgres: str | None, jobs: int, tell: Tell, done: Done
) -> Report:
    """
    Rehearse every order; `tell` hears of each stage and `done` of each finished cell.

    Raises:
        NoServer: if there is no PostgreSQL to rehearse on.
    """
    stop = threading.Event()
    cache = orders[0].cache if orders else None
    with (
        scratch.run_folder() as folder,
        servers.server(postgres, cache=cache) as databases,
        Parents(spare=jobs + 1) as parents,
        concurrent.futures.ThreadPoolExecutor(jobs) as pool,
    ):
        run = Run(databases=databases, parents=parents, scratch=folder, stop=stop)

        def one(number: int) -> Cell:
            finished = cell.rehearse(orders[number], run, lambda stage: tell(number, stage))
            done(number, finished)
            return finished

        try:
            cells = tuple(pool.map(one, range(len(orders))))
        except BaseException:
            # Leaving the pool waits for its cells: let them end what they are doing first.
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return Report(tool_version=wheelwright.__version__, cells=cells, limits=LIMITS)
