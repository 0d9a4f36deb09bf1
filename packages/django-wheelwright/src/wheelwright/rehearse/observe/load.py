"""
The load on the old release while it is upgraded: its own transactions, each on a connection of its own.
"""

import contextlib
import dataclasses
import functools
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import psycopg

from wheelwright.adapters.sql import Connection
from wheelwright.rehearse.workspace import Workspace

LOOK = 0.002  # seconds between two looks
PATIENCE = 2.0  # seconds until a client that is neither done nor blocked is left alone
MOST = 24  # who wait at the same time
BLOCKED = """
    SELECT a.pid, pg_blocking_pids(a.pid), l.mode, c.relname
    FROM pg_stat_activity a
    LEFT JOIN pg_locks l ON l.pid = a.pid AND NOT l.granted
    LEFT JOIN pg_class c ON c.oid = coalesce(pg_partition_root(l.relation), l.relation)
    WHERE a.pid = ANY (%s) AND a.wait_event_type = 'Lock'
"""

# The statement that the migration was last about to run, as the agent says it.
type Doing = dict[str, Any]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """
    One transaction of the old release: what it does to which model, and the SQL it sends; `others`
    are the further tables of one that writes several.
    """

    action: str
    model: str
    table: str
    sent: tuple[str, ...]
    others: tuple[str, ...] = ()

    @property
    def tables(self) -> frozenset[str]:
        """
        Every table that it writes or reads by name.
        """
        return frozenset({self.table, *self.others})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """
    What somebody waits for, and for whom; no table if it is for a row.
    """

    blockers: frozenset[int]
    mode: str | None
    table: str | None


class Client:
    """
    One transaction under way in a thread; it is rolled back in the end.
    """

    def __init__(
        self, request: Request, connection: Connection, doing: Callable[[], Doing]
    ) -> None:
        self.request = request
        self.doing = doing
        self.connection = connection
        self.pid = connection.info.backend_pid
        self.statement = ""
        self.stuck = ""
        self.error: psycopg.Error | None = None
        self.against: Doing | None = None
        self.done = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        try:
            self.connection.execute("BEGIN")
            for sql in self.request.sent:
                self.statement = sql
                self.connection.execute(sql.encode())
        except psycopg.Error as exc:
            self.error = exc
            self.against = self.doing()
        finally:
            with contextlib.suppress(psycopg.Error):
                self.connection.execute("ROLLBACK")
            self.done.set()


class Load:
    """
    Every client of one database while `migrating` (a server process) is at work in it.
    """

    def __init__(self, workspace: Workspace, database: str) -> None:
        self.open: Callable[[], Connection] = functools.partial(workspace.databases.open, database)
        self.watching = self.open()
        self.migrating = 0
        self.doing: Doing = {}
        self.clients: list[Client] = []
        self.idle: list[Connection] = []
        self.lock = threading.Lock()

    def enter(self, request: Request) -> Blocked | None:
        """
        Let one more in, and wait until it is done or waits for the migration, perhaps in a queue.
        """
        with self.lock:
            try:
                connection = self.idle.pop() if self.idle else self.open()
            except psycopg.OperationalError:
                return None  # the server has no connection left: those inside will have to do
            client = Client(request, connection, lambda: self.doing)
            self.clients.append(client)
            blocked = self._settle(client)
            if client.done.is_set() and not client.connection.broken:
                self.idle.append(client.connection)
            return blocked

    def is_inside(self, request: Request) -> bool:
        """
        Is the same request still under way, or is there no more room?
        """
        waiting = [client for client in self.clients if not client.done.is_set()]
        return len(waiting) >= MOST or any(client.request == request for client in waiting)

    def _settle(self, client: Client) -> Blocked | None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and not client.done.wait(LOOK):
            waiting = self._waiting()
            if client.pid in waiting and self._reaches(client.pid, waiting):
                client.stuck = client.statement
                return waiting[client.pid]
        return None

    def _waiting(self) -> dict[int, Blocked]:
        pids = [client.pid for client in self.clients if not client.done.is_set()]
        rows = self.watching.execute(BLOCKED, [pids]).fetchall()
        return {
            int(str(pid)): Blocked(
                blockers=frozenset(blockers) if isinstance(blockers, list) else frozenset(),
                mode=str(mode) if mode and table else None,
                table=str(table) if table else None,
            )
            for pid, blockers, mode, table in rows
        }

    def _reaches(self, pid: int, waiting: dict[int, Blocked]) -> bool:
        """
        Does it wait for the migration, or for somebody who does?
        """
        seen: set[int] = set()
        ahead = {pid}
        while ahead:
            seen |= ahead
            ahead = {b for p in ahead if p in waiting for b in waiting[p].blockers} - seen
            if self.migrating in ahead:
                return True
        return False

    def of(self, pids: Iterable[int]) -> Client | None:
        """
        The client that is one of these server processes.
        """
        wanted = set(pids)
        return next((v for v in reversed(self.clients) if v.pid in wanted), None)

    def settle(self) -> None:
        """
        Wait for everybody whose way is free by now.
        """
        deadline = time.monotonic() + PATIENCE
        for client in self.clients:
            client.done.wait(max(deadline - time.monotonic(), 0))

    def close(self) -> None:
        """
        End the connections, whoever still waits on them.
        """
        for client in self.clients:
            if not client.done.is_set():
                with contextlib.suppress(psycopg.Error):
                    self.watching.execute("SELECT pg_terminate_backend(%s)", [client.pid])
            client.thread.join(PATIENCE)
            client.connection.close()
        for connection in (*self.idle, self.watching):
            connection.close()
