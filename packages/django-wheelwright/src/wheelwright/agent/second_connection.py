"""
Which table locks does a statement take that runs in no transaction? Seen from a second connection.

When such a statement is over its locks are gone, so they are looked for while it runs. One that
is over at once may show none: it stopped nobody either.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from wheelwright.agent.clock import Clock

LOCKS = """
    SELECT c.relname, l.mode
    FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE l.pid = {pid} AND l.granted AND c.relkind IN ('r', 'p', 'm')
      AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
"""
BRISK, CALM = 0.001, 0.02  # seconds between two looks: first, and later on

# (table, mode) and when it was first and last seen.
type Seen = dict[tuple[str, str], tuple[float, float]]


class Bystander:
    """
    A second connection to the same database, opened when it is first needed.
    """

    def __init__(self, connection: BaseDatabaseWrapper, clock: Clock) -> None:
        self.connection = connection
        self.clock = clock
        self.other: BaseDatabaseWrapper | None = None

    @contextlib.contextmanager
    def watching(self, seen: Seen, *, wanted: bool) -> Iterator[None]:
        """
        Fill `seen` while the block runs; it is complete when the block has ended.
        """
        if not wanted:
            yield
            return
        ready, over = threading.Event(), threading.Event()
        with self._raw().cursor() as cursor:
            query = LOCKS.format(pid=self.connection.connection.info.backend_pid)

            def look() -> None:
                pause = BRISK
                try:
                    while not over.is_set():
                        cursor.execute(query)
                        now = self.clock.now()
                        for lock in cursor.fetchall():
                            first, _ = seen.get(lock, (now, now))
                            seen[lock] = first, now
                        ready.set()
                        over.wait(pause)
                        pause = min(pause * 1.1, CALM)
                finally:
                    ready.set()

            thread = threading.Thread(target=look, daemon=True)
            thread.start()
            ready.wait(5)
            try:
                yield
            finally:
                over.set()
                thread.join()

    def _raw(self) -> Any:
        if self.other is None:
            self.other = self.connection.copy()
            self.other.ensure_connection()
        return self.other.connection  # the driver's own: Django's may not change threads

    def close(self) -> None:
        """
        Let go of the second connection, if there is one.
        """
        if self.other is not None:
            self.other.close()


def held(seen: Seen, known_as: Callable[[str], str]) -> list[tuple[str, str, float]]:
    """
    Table, mode and seconds of each lock, at least as long as the pause between two looks.
    """
    longest: dict[tuple[str, str], float] = {}
    for (table, mode), (first, last) in sorted(seen.items()):
        lock = known_as(table), mode
        longest[lock] = max(longest.get(lock, 0.0), last - first + BRISK)
    return [(table, mode, seconds) for (table, mode), seconds in longest.items()]
