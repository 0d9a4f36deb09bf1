"""
Who waits behind a migration that itself waits for an older transaction?
"""

import contextlib
import threading
from collections.abc import Mapping, Sequence

import psycopg
from psycopg import sql

from wheelwright.adapters.sql import Connection
from wheelwright.agent.lock_modes import ACCESS_EXCLUSIVE
from wheelwright.rehearse.facts.workload import Culprit, Queue
from wheelwright.rehearse.observe.load import Doing, Load, Request
from wheelwright.rehearse.workspace import Workspace

LOOK = 0.003  # seconds between two looks
MOST = 20  # tables that an older transaction is open on
FOREVER = "0"  # a lock_timeout that is none
WAITS_FOR = """
    SELECT locktype, mode, pg_blocking_pids(pid) FROM pg_locks WHERE pid = %s AND NOT granted
"""


class LockQueue:
    """
    Keeps one older transaction open on each table until the migration was seen waiting for it.

    The older one has written and not committed, as a long request or an idle session has. A
    migration with a lock timeout would give up and be tried again: it is let go at once.
    """

    def __init__(
        self, workspace: Workspace, database: str, load: Load, tables: Sequence[str], pid: int
    ) -> None:
        self.load = load
        self.pid = pid
        self.queues: list[Queue] = []
        self.watching = workspace.databases.open(database)
        self.older: dict[str, Connection] = {}
        for table in tables[:MOST]:
            with contextlib.suppress(psycopg.Error):  # another schema's, or no connection is left
                self.older[table] = _older_transaction(workspace.databases.open(database), table)
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    def _watch(self) -> None:
        with contextlib.suppress(psycopg.Error):
            while self.older and not self.over.wait(LOOK):
                for kind, mode, blockers in self.watching.execute(WAITS_FOR, [self.pid]).fetchall():
                    if kind == "virtualxid":
                        # A concurrent build waits by design, and nobody behind it.
                        self._release(*self.older)
                    else:
                        self._newcomers_behind(self._tables_of(blockers), str(mode))

    def _tables_of(self, blockers: object) -> list[str]:
        """
        Whom the migration waits for, told by process: it may wait for a partition of the table.
        """
        pids = blockers if isinstance(blockers, list) else []
        return [t for t, older in self.older.items() if older.info.backend_pid in pids]

    def _newcomers_behind(self, tables: Sequence[str], mode: str) -> None:
        for table in tables:
            self._newcomer_behind(table, mode, self.load.doing)
            self._release(table)

    def _newcomer_behind(self, table: str, mode: str, doing: Doing) -> None:
        if doing.get("lock_timeout") != FOREVER:
            return
        newcomer = _newcomer(table, mode)
        if self.load.enter(newcomer):
            self.queues.append(
                Queue(table=table, mode=mode, newcomer=newcomer.action, culprit=culprit(doing))
            )

    def _release(self, *tables: str) -> None:
        for table in tables:
            self.older.pop(table).close()

    def close(self) -> None:
        """
        Let go of every table.
        """
        self.over.set()
        self.thread.join()
        self._release(*self.older)
        self.watching.close()


def _older_transaction(connection: Connection, table: str) -> Connection:
    try:
        connection.execute("BEGIN")
        connection.execute(
            sql.SQL("LOCK TABLE {} IN ROW EXCLUSIVE MODE").format(sql.Identifier(table))
        )
    except psycopg.Error:
        connection.close()
        raise
    return connection


def _newcomer(table: str, mode: str) -> Request:
    """
    A reader where even readers must wait, else a writer; either asks for its table's lock only.
    """
    reads = mode == ACCESS_EXCLUSIVE
    wanted = "ACCESS SHARE" if reads else "ROW EXCLUSIVE"
    lock = sql.SQL("LOCK TABLE {} IN {} MODE").format(sql.Identifier(table), sql.SQL(wanted))
    return Request(
        action="read" if reads else "write", model="", table=table, sent=(lock.as_string(),)
    )


def culprit(event: Mapping[str, object]) -> Culprit:
    """
    The statement that an event of the agent is about.
    """
    return Culprit(
        migration=str(event["migration"]),
        operation=str(event["operation"]),
        sql=str(event["sql"]),
    )
