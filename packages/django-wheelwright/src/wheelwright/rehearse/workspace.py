"""
What does a cell work with: its order, its two environments' workers and its databases?
"""

import contextlib
import dataclasses
import pathlib
import threading
import time
from collections.abc import Callable, Iterator

from wheelwright.adapters.databases import Databases
from wheelwright.adapters.parent import Parents
from wheelwright.adapters.session import Deadline
from wheelwright.adapters.worker import Worker
from wheelwright.rehearse.order import Order

type Progress = Callable[[str], None]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """
    What all cells of one run share.
    """

    databases: Databases
    parents: Parents
    scratch: pathlib.Path
    stop: threading.Event


class Workspace:
    """
    The running things of one cell. What is started here is stopped here.
    """

    def __init__(self, order: Order, run: Run, scratch: pathlib.Path) -> None:
        self.order = order
        self.shared = run
        self.databases = run.databases
        self.scratch = scratch
        self.stop = run.stop
        self.stack = contextlib.ExitStack()
        self.seconds: dict[str, float] = {}
        self.local = threading.local()
        self.starts: dict[str, Callable[[], Worker]] = {}
        self.workers: dict[str, Worker] = {}
        self.deadline = Deadline(order.timeout)
        self.starting = threading.Lock()

    @property
    def old(self) -> Worker:
        return self.worker("old")

    @property
    def new(self) -> Worker:
        return self.worker("new")

    def worker(self, side: str) -> Worker:
        """
        The worker of a side, started when it is first asked for.
        """
        with self.starting:
            if side not in self.workers:
                self.workers[side] = self.starts[side]()
            return self.workers[side]

    @contextlib.contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """
        Add the block's wall time to a name of the report's `seconds`, without blocks inside it.
        """
        started = time.perf_counter()
        outer, self.local.inside = getattr(self.local, "inside", 0.0), 0.0
        try:
            yield
        finally:
            whole = time.perf_counter() - started
            own = whole - self.local.inside
            self.seconds[name] = self.seconds.get(name, 0.0) + own
            self.local.inside = outer + whole

    def create(self, *, template: str | None = None) -> str:
        """
        A database that lives as long as the cell.
        """
        with self.timed("clone"):
            name = self.databases.create(template=template)
        self.stack.callback(self.databases.drop, name)
        return name

    @contextlib.contextmanager
    def clone(self, template: str | None) -> Iterator[str]:
        """
        A copy of a database for as long as the block runs, or an empty one. Nobody may be connected
        to the copied one meanwhile.
        """
        with self.timed("clone"):
            name = self.databases.create(template=template)
        try:
            yield name
        finally:
            with self.timed("clone"):
                self.databases.drop(name)

    def close(self) -> None:
        """
        Stop the workers and remove this cell's databases.
        """
        self.stack.close()
