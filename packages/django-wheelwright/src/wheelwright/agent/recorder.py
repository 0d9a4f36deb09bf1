"""
What does each statement of a migration do to the server, and which operation sent it?
"""

import contextlib
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper

from wheelwright.agent import error_place, second_connection
from wheelwright.agent.clock import Clock
from wheelwright.agent.events import Say
from wheelwright.agent.kill_points import StopPoints
from wheelwright.agent.lock_modes import WEAK
from wheelwright.agent.second_connection import Bystander
from wheelwright.agent.server_error import said
from wheelwright.agent.sql_script import split
from wheelwright.agent.statement_kind import Kind, kind_of
from wheelwright.agent.table_changes import Look, Looks

LONGEST = 4000
BOOKKEEPING = "django_migrations"  # Django's own, in every migration


class Recorder:
    """
    An execute wrapper: it says each statement after it ran, and each transaction's end.
    """

    def __init__(
        self, connection: BaseDatabaseWrapper, say: Say, stops_at: StopPoints | None = None
    ) -> None:
        self.connection = connection
        self.say = say
        self.stops_at = stops_at or StopPoints(say)
        self.clock = Clock.of(connection)
        self.bystander = Bystander(connection, self.clock)
        self.number = 0
        self.migration = ""
        self.operation = ""
        self.last_sql = ""
        self.transaction = 0
        self.held: set[tuple[str, str]] = set()
        self.seen: set[str] = set()
        self.blamed: tuple[str, str] | None = None
        self._watch_end("commit", committed=True)
        self._watch_end("rollback", committed=False)
        self.unseen: int | None = None  # where rows were changed first since the last look
        self.looks = Looks(self._ask)
        self._ask("SET stats_fetch_consistency = none", answer=False)
        self._look()
        if self.looks.partitions:
            self.say("partitions", of=self.looks.partitions)

    def _watch_end(self, name: str, *, committed: bool) -> None:
        end = getattr(self.connection, name)

        def ended() -> None:
            at = self.clock.now()
            if committed:
                self._count()
            end()
            self._finish(at, committed=committed)

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
            self.stops_at.committed(self.migration, self.number)

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
        parts = [sql]
        if self.operation == "RunSQL" and self.connection.in_atomic_block and not (params or many):
            parts = split(str(sql))  # in one transaction that is the same, and each can be watched
        for part in parts:
            answer = self._watch(execute, part, params, many, context)
        return answer

    def _watch(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: dict[str, Any],
    ) -> Any:
        text = str(sql)
        self.last_sql = text
        kind = kind_of(text)
        if kind is Kind.READS or BOOKKEEPING in text:
            return execute(sql, params, many, context)
        writes = kind is Kind.WRITES
        autocommit = not self.connection.in_atomic_block
        if not writes or (self.unseen != self.transaction and not autocommit):
            self._count()
        facts = {
            "migration": self.migration,
            "number": self.number + 1,
            "sql": text[:LONGEST],
            "operation": self.operation or "none",
        }
        if kind is not Kind.CALLS:
            self.stops_at.before(facts, self._ask, writes=writes)
        started = ended = 0.0
        seen: second_connection.Seen = {}
        try:
            # Rows changed outside a transaction lock no table that matters here.
            with self.bystander.watching(seen, wanted=autocommit and not writes):
                started = self.clock.now()
                try:
                    return execute(sql, params, many, context)
                except DatabaseError as exc:
                    # Whoever catches it goes on, and nobody hears of it.
                    self.say("refused", **facts | said(exc))
                    raise
                finally:
                    ended = self.clock.now()
        finally:
            passing = second_connection.held(seen, self.looks.known_as)
            self._record(facts, started, ended, context, kind, passing)

    def _record(
        self,
        facts: dict[str, Any],
        started: float,
        ended: float,
        context: dict[str, Any],
        kind: Kind,
        passing: list[tuple[str, str, float]],
    ) -> None:
        rows = 0
        locks: list[tuple[str, str]] = []
        look = Look(rewrote=[], scanned={}, written={})
        writes = kind is Kind.WRITES
        with contextlib.suppress(Exception):  # the statement itself failed and says so
            rows = max(context["cursor"].rowcount, 0) if writes else 0
            look = look if writes else self._look()  # it tells of new names
            locks = self._new_locks(facts["sql"])
        if writes and self.unseen is None:
            self.unseen = self.transaction
        strong = any(mode not in WEAK for _, mode, *_ in (*passing, *locks))
        if kind is Kind.CALLS and not (strong or look.rewrote or look.written):
            return  # it only read
        self.number += 1
        rows = rows if writes else sum(look.written.values())
        autocommit = not self.connection.in_atomic_block
        self.say(
            "statement",
            **facts,
            started=started,
            ended=ended,
            rows=rows,
            written=None if writes else look.written,
            transaction=self.transaction,
            locks=passing or locks,
            rewrote=look.rewrote,
            scanned=look.scanned,
        )
        self.stops_at.after(facts, locks, rows, autocommit=autocommit)
        if autocommit:
            self._finish(ended, committed=True)

    def _new_locks(self, text: str) -> list[tuple[str, str]]:
        if text in self.seen:  # a loop's next round takes no other table lock
            return []
        self.seen.add(text)
        query = second_connection.LOCKS.format(pid="pg_backend_pid()")
        held = dict.fromkeys((self.looks.known_as(t), mode) for t, mode in self._ask(query))
        locks = [lock for lock in held if lock not in self.held]
        self.held.update(locks)
        return locks

    def _look(self) -> Look:
        self.unseen = None
        return self.looks.look(autocommit=not self.connection.in_atomic_block)

    def _count(self) -> None:
        """
        Say which rows the plain writes since the last look have changed, triggers included.
        """
        if self.unseen is None:
            return
        mine = self.unseen == self.transaction
        with contextlib.suppress(Exception):  # the transaction is broken, and undone
            rows = dict(self._look().written)
            if mine:
                self.say("written", transaction=self.transaction, rows=rows)

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
        migration, operation = self.blamed or ("", "")
        statement = self.last_sql[:LONGEST]
        return (
            said(exc)
            | error_place.of(exc)
            | {
                "migration": migration,
                "operation": operation,
                "statement": statement,
            }
        )
