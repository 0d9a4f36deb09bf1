"""
What does each statement of a migration do to the server, and which operation sent it?
"""

import contextlib
import re
import time
from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from wheelwright.agent import bystander
from wheelwright.agent.bystander import Bystander
from wheelwright.agent.halts import Halts
from wheelwright.agent.say import Say

FILES = """
    SELECT c.relname, pg_relation_filenode(c.oid) || ':' || c.oid,
        pg_stat_get_tuples_returned(c.oid) + pg_stat_get_xact_tuples_returned(c.oid)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
"""
READS = re.compile(r"\s*(SELECT|SHOW|SAVEPOINT|RELEASE|SET|EXPLAIN|VALUES)\b", re.IGNORECASE)
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|MERGE|COPY|WITH)\b", re.IGNORECASE)
LONGEST = 4000
BOOKKEEPING = "django_migrations"  # Django's own, in every migration


class Recorder:
    """
    An execute wrapper: it says each statement after it ran, and each transaction's end.
    """

    def __init__(
        self, connection: BaseDatabaseWrapper, say: Say, halts: Halts | None = None
    ) -> None:
        self.connection = connection
        self.say = say
        self.halts = halts or Halts(say)
        self.bystander = Bystander(connection)
        self.number = 0
        self.migration = ""
        self.operation = ""
        self.last_sql = ""
        self.transaction = 0
        self.held: set[tuple[str, str]] = set()
        self.seen: set[str] = set()
        self.blamed: tuple[str, str] | None = None
        connection.ensure_connection()
        self._watch_end("commit", committed=True)
        self._watch_end("rollback", committed=False)
        self.files: dict[str, str] = {}
        self.read: dict[str, int] = {}
        self._ask("SET stats_fetch_consistency = none", answer=False)
        self._look()

    def _watch_end(self, name: str, *, committed: bool) -> None:
        end = getattr(self.connection, name)

        def ended() -> None:
            clock = time.perf_counter()
            end()
            self._finish(clock, committed=committed)

        setattr(self.connection, name, ended)

    def _finish(self, at: float, *, committed: bool) -> None:
        if self.held or self.migration:
            self.say(
                "end of transaction",
                transaction=self.transaction,
                at=at,
                committed=committed,
                migration=self.migration,
                number=self.number,
            )
        self.transaction += 1
        self.held = set()
        self.seen = set()
        if committed:
            self.halts.committed(self.migration, self.number)

    def enter(self, migration: str) -> int:
        """
        A migration begins; the answer is the position of the write-ahead log.
        """
        self.migration, self.operation, self.last_sql, self.number = migration, "", "", 0
        return self._position()

    def leave(self) -> None:
        """
        The migration is over; what follows belongs to none.
        """
        self.migration, self.operation = "", ""

    def blame(self) -> None:
        """
        Remember where the first error came from, before it travels outwards.
        """
        if self.blamed is None:
            self.blamed = self.migration, self.operation

    def wal_since(self, position: int) -> int:
        """
        Bytes of write-ahead log since then.
        """
        return self._position() - position if self.connection.connection else 0

    def _position(self) -> int:
        try:
            return int(self._ask("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")[0][0])
        except Exception:
            return 0  # the transaction is broken; its failure is reported anyway

    def wrap(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: dict[str, Any],
    ) -> Any:
        """
        The wrapper (Django documentation, database instrumentation).
        """
        if not self.migration:
            return execute(sql, params, many, context)
        text = str(sql)
        self.last_sql = text
        if READS.match(text) or BOOKKEEPING in text:
            return execute(sql, params, many, context)
        self.number += 1
        writes = bool(WRITES.match(text))
        autocommit = not self.connection.in_atomic_block
        facts = {
            "migration": self.migration,
            "number": self.number,
            "sql": text[:LONGEST],
            "operation": self.operation or "none",
        }
        self.halts.before(facts, self._ask, writes=writes)
        started = ended = 0.0
        seen: bystander.Seen = {}
        try:
            # Rows changed outside a transaction lock no table that matters here.
            with self.bystander.watching(seen, wanted=autocommit and not writes):
                started = time.perf_counter()
                try:
                    return execute(sql, params, many, context)
                finally:
                    ended = time.perf_counter()
        finally:
            self._record(facts, started, ended, context, writes, bystander.held(seen))

    def _record(
        self,
        facts: dict[str, Any],
        started: float,
        ended: float,
        context: dict[str, Any],
        writes: bool,
        passing: list[tuple[str, str, float]],
    ) -> None:
        rows = 0
        locks: list[tuple[str, str]] = []
        rewrote: list[str] = []
        scanned: dict[str, int] = {}
        with contextlib.suppress(Exception):  # the statement itself failed and says so
            rows = max(context["cursor"].rowcount, 0) if writes else 0
            locks = self._new_locks(facts["sql"])
            rewrote, scanned = ([], {}) if writes else self._look()
        autocommit = not self.connection.in_atomic_block
        self.say(
            "statement",
            **facts,
            started=started,
            ended=ended,
            rows=rows,
            transaction=self.transaction,
            locks=passing or locks,
            rewrote=rewrote,
            scanned=scanned,
        )
        self.halts.after(facts, locks, rows, autocommit=autocommit)
        if autocommit:
            self._finish(ended, committed=True)

    def _new_locks(self, text: str) -> list[tuple[str, str]]:
        if text in self.seen:  # a loop's next round takes no other table lock
            return []
        self.seen.add(text)
        query = bystander.LOCKS.format(pid="pg_backend_pid()")
        locks = [
            (table, mode) for table, mode in self._ask(query) if (table, mode) not in self.held
        ]
        self.held.update(locks)
        return locks

    def _look(self) -> tuple[list[str], dict[str, int]]:
        """
        Which tables have new files since the last look, and how many rows of each were read.
        """
        if not self.connection.in_atomic_block:
            self._ask("SELECT pg_stat_force_next_flush()")
        found = self._ask(FILES)
        files = {table: file for table, file, _ in found}
        read = {table: int(rows or 0) for table, _, rows in found}
        # A table that was dropped and made again is another table: its oid differs.
        changed = [
            table
            for table, file in files.items()
            if table in self.files
            and file != self.files[table]
            and file.split(":")[1] == self.files[table].split(":")[1]
        ]
        scanned = {table: rows - self.read.get(table, 0) for table, rows in read.items()}
        self.files, self.read = files, read
        return changed, {table: rows for table, rows in scanned.items() if rows > 0}

    def _ask(self, sql: str, *, answer: bool = True) -> list[tuple[Any, ...]]:
        """
        Ask on the same connection, below Django's wrappers, so that nothing sees it.
        """
        with self.connection.connection.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall()) if answer else []

    def failure(self, exc: BaseException) -> dict[str, Any]:
        """
        Everything the server and Django say about an error.
        """
        cause = exc.__cause__ if getattr(exc.__cause__, "sqlstate", None) else exc
        diagnostics = getattr(cause, "diag", None)
        migration, operation = self.blamed or ("", "")
        return {
            "type": type(exc).__name__,
            "message": str(exc).strip(),
            "sqlstate": getattr(cause, "sqlstate", None),
            "migration": migration,
            "operation": operation,
            "statement": self.last_sql[:LONGEST],
            "diagnostics": {
                name: getattr(diagnostics, name, None)
                for name in ("schema_name", "table_name", "column_name", "constraint_name")
            }
            | {"detail": getattr(diagnostics, "message_detail", None)},
        }
