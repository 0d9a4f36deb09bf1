"""
How do several threads ask the agent of one environment at a time?
"""

import contextlib
import functools
import shutil
import threading
from collections.abc import Callable, Iterator
from typing import Any, Self

from wheelwright.adapters.parent import Parent
from wheelwright.adapters.session import Answers, Deadline, Session


class Worker:
    """
    One side of a cell: its environment's warm process, asked by any number of threads at once.
    """

    def __init__(
        self, parent: Parent, *, name: str, deadline: Deadline, stop: threading.Event
    ) -> None:
        self.open: Callable[[], Session] = functools.partial(
            Session, parent, name=name, deadline=deadline, stop=stop
        )
        self.sessions: list[Session] = []
        self.idle: list[Session] = []
        self.lock = threading.Lock()

    def ask(self, command: str, *, database: str | None = None, **arguments: Any) -> Answers:
        """
        Run one command in a process of its own.

        Raises:
            Refused: if it raised.
            CellBroken: if it died or ran out of time.
        """
        with self.session() as session:
            return session.ask(command, database=database, **arguments)

    @contextlib.contextmanager
    def session(self) -> Iterator[Session]:
        """
        A session that nobody else asks while the block runs.
        """
        with self.lock:
            if not self.idle:
                self.idle.append(self.open())
                self.sessions.append(self.idle[-1])
            session = self.idle.pop()
        try:
            yield session
        finally:
            with self.lock:
                self.idle.append(session)

    def tail(self) -> str:
        """
        The last lines of whatever the packages printed.
        """
        with self.lock:
            return self.idle[-1].tail() if self.idle else ""

    def close(self) -> None:
        """
        End every session, and with it a command that is still running.
        """
        with self.lock:
            for session in self.sessions:
                session.close()
                shutil.rmtree(session.folder, ignore_errors=True)
            self.sessions.clear()
            self.idle.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
