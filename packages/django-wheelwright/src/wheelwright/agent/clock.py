"""
How long does a migration take, without the time in which the machine had no processor for it?

A rehearsal shares its machine with others. What waited in their queue is not the release's time.
"""

import contextlib
import pathlib
import threading
import time
from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

HERE = ("", "localhost", "127.0.0.1", "::1")
PROCESSES = pathlib.Path("/proc")


class Clock:
    """
    Seconds in which this thread, and the server's process behind a connection, could run or waited
    for anything but a processor. Where Linux does not tell, it is the time on the wall.
    """

    def __init__(self, queues: Sequence[pathlib.Path]) -> None:
        self.queues = queues
        self.latest = float("-inf")

    @classmethod
    def of(cls, connection: BaseDatabaseWrapper) -> "Clock":
        """
        The clock of this thread and of a connection's server process, if that runs here.
        """
        queues = [PROCESSES / f"self/task/{threading.get_native_id()}/schedstat"]
        connection.ensure_connection()
        info = connection.connection.info
        if info.host in HERE or info.host.startswith("/"):
            server = PROCESSES / str(info.backend_pid)
            with contextlib.suppress(OSError):  # it runs elsewhere after all
                if (server / "comm").read_text().startswith("postgres"):
                    queues.append(server / "schedstat")
        return cls(queues)

    def now(self) -> float:
        """
        Seconds since some moment that stays the same; never less than before.
        """
        # Both are read one after the other: who waits between them would go back in time.
        self.latest = max(self.latest, time.perf_counter() - sum(map(_waited, self.queues)))
        return self.latest


def _waited(queue: pathlib.Path) -> float:
    """
    Seconds that a process was ready to run and did not (Linux, sched-stats: the second number).
    """
    try:
        return int(queue.read_text().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0
