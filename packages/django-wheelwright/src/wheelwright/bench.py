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
from wheelwright.adapters.uv import Sources
from wheelwright.adapters.worker import Worker

type Progress = Callable[[str], None]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """
    What somebody asked to be rehearsed: one cell.
    """

    package: str
    old: str
    new: str
    host: pathlib.Path | None = None
    apps: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    seed: pathlib.Path | None = None
    rows: int = 0
    contracts: pathlib.Path | None = None
    python: str
    index: Sources
    cache: pathlib.Path
    timeout: float = 600.0


class Bench:
    """
    The running things of one cell. What is started here is stopped here.
    """

    def __init__(
        self,
        order: Order,
        databases: Databases,
        scratch: pathlib.Path,
        stop: threading.Event,
    ) -> None:
        self.order = order
        self.databases = databases
        self.scratch = scratch
        self.stop = stop
        self.stack = contextlib.ExitStack()
        self.seconds: dict[str, float] = {}
        self.inside = 0.0
        self.workers: dict[str, Worker] = {}

    @property
    def old(self) -> Worker:
        return self.workers["old"]

    @property
    def new(self) -> Worker:
        return self.workers["new"]

    @contextlib.contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """
        Add the block's wall time to a name of the report's `seconds`, without blocks inside it.
        """
        started = time.perf_counter()
        outer, self.inside = self.inside, 0.0
        try:
            yield
        finally:
            whole = time.perf_counter() - started
            self.seconds[name] = self.seconds.get(name, 0.0) + whole - self.inside
            self.inside = outer + whole

    def create(self, *, template: str | None = None) -> str:
        """
        A database that lives as long as the cell.
        """
        with self.timed("clone"):
            name = self.databases.create(template=template)
        self.stack.callback(self.databases.drop, name)
        return name

    @contextlib.contextmanager
    def clone(self, template: str) -> Iterator[str]:
        """
        A copy of a database for as long as the block runs.
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
