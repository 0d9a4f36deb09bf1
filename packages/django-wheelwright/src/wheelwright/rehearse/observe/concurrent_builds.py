"""
How is a statement that says CONCURRENTLY killed while it waits for an older transaction?
"""

import contextlib
import dataclasses
import signal
import threading
import time
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import sql

from wheelwright.adapters.session import Session
from wheelwright.adapters.sql import Connection
from wheelwright.rehearse.facts.interruptions import Place
from wheelwright.rehearse.workspace import Workspace

LOOK = 0.005  # seconds between two looks
OWN_TABLES = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
"""
ACTIVITY = "SELECT state, wait_event_type, query FROM pg_stat_activity WHERE pid = %s"


def kill(
    workspace: Workspace, session: Session, database: str, place: Place, *, within: float
) -> Place | None:
    """
    Stop before the statement, open a transaction it must wait for, and kill it there.

    The answer names the statement that did wait: it may be a later one, and there may be none.
    """
    waiter: list[Waiter] = []
    with contextlib.ExitStack() as stack:
        pid = 0

        def reply(event: dict[str, Any]) -> bool | None:
            nonlocal pid
            if event["event"] == "backend":
                pid = event["pid"]
            if event["event"] != "pause":
                return None
            older = stack.enter_context(_older_transaction(workspace, database))
            waiter.append(Waiter(session, workspace.databases.open(database), pid, older))
            stack.enter_context(waiter[0])
            return True

        answers = session.converse(
            "migrate",
            database=database,
            reply=reply,
            within=within,
            stops_at={
                "pause": {
                    "migration": place.migration,
                    "number": place.number,
                    "when": place.when.value,
                }
            },
        )
    workspace.databases.disconnect(database)
    if not waiter or waiter[0].killed is None or answers.status != -signal.SIGKILL:
        return None
    return dataclasses.replace(place, sql=waiter[0].killed)


@contextlib.contextmanager
def _older_transaction(workspace: Workspace, database: str) -> Iterator[Connection]:
    """
    A writer of every table that has not committed yet, as any long request or idle session is.
    """
    with contextlib.closing(workspace.databases.open(database)) as connection:
        tables = connection.execute(OWN_TABLES).fetchall()
        connection.execute("BEGIN")
        if tables:
            names = sql.SQL(", ").join(sql.Identifier(str(s), str(t)) for s, t in tables)
            connection.execute(sql.SQL("LOCK TABLE {} IN ROW EXCLUSIVE MODE").format(names))
        yield connection


class Waiter:
    """
    Watches the migrating session: kills it inside the build, or lets it go where it must not wait.
    """

    def __init__(
        self,
        session: Session,
        watching: Connection,
        pid: int,
        older: Connection,
    ) -> None:
        self.session = session
        self.watching = watching
        self.pid = pid
        self.older = older
        self.killed: str | None = None
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Waiter":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _watch(self) -> None:
        with contextlib.suppress(psycopg.Error), contextlib.closing(self.watching) as watching:
            while not self.over.is_set():
                row = watching.execute(ACTIVITY, [self.pid]).fetchone()
                if row is None:
                    return
                if row[0] == "active" and row[1] == "Lock":
                    if "CONCURRENTLY" in str(row[2]).upper():
                        self.session.kill()
                        # Its server process would finish the build as soon as it may.
                        watching.execute("SELECT pg_terminate_backend(%s, 10000)", [self.pid])
                        self.killed = str(row[2])
                        return
                    self.older.execute("ROLLBACK")
                    return
                time.sleep(LOOK)
