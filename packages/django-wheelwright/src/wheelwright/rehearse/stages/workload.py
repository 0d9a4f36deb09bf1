"""
Stage: the migrations once more, in lock-step with the old release's own transactions.

After each statement that newly locks a table with rows against others, the migration waits until
every transaction of the old release that touches such a table, or one related to it, is done or
blocked. So who must wait for whom does not depend on chance, and a deadlock really happens.
"""

import contextlib
import dataclasses
import functools
import itertools
import re
from typing import Any

import psycopg
from psycopg import sql

from wheelwright.rehearse.facts import transactions
from wheelwright.rehearse.facts.failure import Failure
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.probes import Probe
from wheelwright.rehearse.facts.transactions import BLOCKS_WRITERS
from wheelwright.rehearse.facts.upgrade import Upgrade
from wheelwright.rehearse.facts.workload import Blocked, Deadlock, Queue, Workload
from wheelwright.rehearse.observe import probing, recording
from wheelwright.rehearse.observe.load import Client, Load, Request
from wheelwright.rehearse.observe.lock_queue import LockQueue, culprit
from wheelwright.rehearse.workspace import Workspace

DEADLOCK = "40P01"
READS = re.compile(r"\s*SELECT\b", re.IGNORECASE)
PROCESS = re.compile(r"rocess (\d+)")
RELATED = """
    SELECT t.relname, r.relname FROM pg_constraint c
    JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
    WHERE c.contype = 'f'
"""


def run(workspace: Workspace, facts: Facts) -> Facts:
    """
    Nothing is asked of an upgrade that locks no table with rows.
    """
    upgrade = facts.upgrade
    if not facts.upgraded_database or upgrade is None:
        return facts
    locked, written = _touched(upgrade)
    if not locked and not written:
        return facts
    with workspace.clone(facts.baseline_database) as database:
        find_deadlocks_at_once(workspace, database)
        with contextlib.closing(Load(workspace, database)) as load:
            lock_step = LockStep(
                workspace, database, load, requests(workspace, facts, database), locked
            )
            with contextlib.closing(lock_step), workspace.new.session() as session:
                answers = session.converse(
                    "migrate",
                    database=database,
                    reply=lock_step.hear,
                    stops_at={"gates": sorted({*locked, *written})},
                )
            load.settle()
            failure = recording.ended_badly(answers)
            lost = failure is not None and failure.sqlstate == DEADLOCK
            return dataclasses.replace(
                facts,
                workload=Workload(
                    requests=len(load.clients),
                    blocked=tuple(lock_step.blocked),
                    queues=tuple(lock_step.queues),
                    deadlocks=deadlocks(load, failure),
                    failure=None if lost else failure,
                ),
            )


def _touched(upgrade: Upgrade) -> tuple[list[str], list[str]]:
    """
    Tables with rows that are locked against writers, and those whose rows are changed.
    """
    filled = {table for table, rows in upgrade.rows_before.items() if rows}
    locked, written = set(), set()
    for transaction in transactions.of(upgrade.migrations):
        locked |= filled & transaction.tables(BLOCKS_WRITERS).keys()
        locking = (s for s in transaction.statements if s.locks)
        written |= filled & transactions.written(locking).keys()
    return sorted(locked), sorted(written)


def find_deadlocks_at_once(workspace: Workspace, database: str) -> None:
    """
    Let a deadlock be found at once; only a superuser may, for others it takes a second.
    """
    with (
        workspace.databases.open(database) as connection,
        contextlib.suppress(psycopg.errors.InsufficientPrivilege),
    ):
        name = sql.Identifier(database)
        connection.execute(sql.SQL("ALTER DATABASE {} SET deadlock_timeout = '50ms'").format(name))


def requests(workspace: Workspace, facts: Facts, database: str) -> tuple[Request, ...]:
    """
    The old release's own reads, inserts, updates and deletes, one transaction each.
    """
    assert facts.old is not None
    return tuple(
        Request(action=probe.action, model=probe.model, table=probe.table, sent=_transaction(probe))
        for probe in probing.probe(workspace.old, facts.old, database)
        if not probe.message and probe.sent
    )


def _transaction(probe: Probe) -> tuple[str, ...]:
    """
    What a probe sent, as short as its transaction can be: what is read first can be read before.
    """
    if probe.action == "read":
        return probe.sent
    return tuple(itertools.dropwhile(READS.match, probe.sent))


class LockStep:
    """
    Hears what the migrating agent says, and lets the load in when it stops at a gate.
    """

    def __init__(
        self,
        workspace: Workspace,
        database: str,
        load: Load,
        requests: tuple[Request, ...],
        locked: list[str],
    ) -> None:
        self.load = load
        self.requests = requests
        self.blocked: list[Blocked] = []
        self.gates: dict[str, list[dict[str, Any]]] = {}
        self.related: dict[str, set[str]] = {}
        for child, parent in load.watching.execute(RELATED).fetchall():
            self.related.setdefault(str(child), set()).add(str(parent))
            self.related.setdefault(str(parent), set()).add(str(child))
        self.open_queue = functools.partial(LockQueue, workspace, database, load, locked)
        self.lock_queue: LockQueue | None = None

    @property
    def queues(self) -> list[Queue]:
        return self.lock_queue.queues if self.lock_queue else []

    def hear(self, event: dict[str, Any]) -> bool | None:
        """
        One event; the migration goes on when it is answered, so that whoever is seen waiting waits
        for the statement in `doing`, and nothing is held before the older transactions are open.
        """
        match event["event"]:
            case "backend":
                self.load.migrating = event["pid"]
                self.lock_queue = self.open_queue(event["pid"])
                return True
            case "about to run":
                self.load.doing = event
                return True
            case "end of transaction":
                self.gates.clear()
            case "gate":
                if event["rows_only"]:
                    # Nothing is said before a statement that changes rows.
                    self.load.doing = {**event, **self.load.doing, **_named(event)}
                self._open(event)
                return True
        return None

    def _open(self, gate: dict[str, Any]) -> None:
        for table in {table for table, _ in gate["locks"]}:
            self.gates.setdefault(table, []).append(gate)
        near = set(self.gates).union(*(self.related.get(table, ()) for table in self.gates))
        for request in self.requests:
            # Whoever waits for a row only updates it: anything else would lock more than one.
            fits = request.action == "update" if gate["rows_only"] else request.table in near
            if request.others:
                # It holds what it writes first until it may write the rest.
                fits = bool(request.tables & set(self.gates))
            if request.tables & near and fits and not self.load.is_inside(request):
                blocked = self.load.enter(request)
                if blocked:
                    table = blocked.table or (request.table if gate["rows_only"] else "")
                    self._note(request, table, blocked.mode)

    def _note(self, request: Request, table: str, wanted: str | None) -> None:
        """
        It waits for the first statement whose lock stands in its way, not for an earlier, weaker one.
        """
        held = ((gate, _held(gate, table, wanted)) for gate in self.gates.get(table, ()))
        gate, mode = next(((gate, mode) for gate, mode in held if mode), (None, None))
        if gate is None or mode is None:
            return  # it waits for another one who waits
        self.blocked.append(
            Blocked(
                action=request.action,
                model=request.model,
                table=table,
                mode=mode,
                rows_only=gate["rows_only"],
                culprit=culprit(gate),
            )
        )

    def close(self) -> None:
        """
        Let go of the tables that are still held.
        """
        if self.lock_queue:
            self.lock_queue.close()


def _named(event: dict[str, Any]) -> dict[str, Any]:
    return {name: event[name] for name in ("migration", "operation", "sql")}


def _held(gate: dict[str, Any], table: str, wanted: str | None) -> str | None:
    """
    The mode in which a gate holds the table against what is wanted of it; a row if that is nothing.
    """
    modes = [str(mode) for name, mode in gate["locks"] if name == table]
    if gate["rows_only"] or wanted is None:
        return modes[0]
    return transactions.strongest_against(wanted, modes)


def deadlocks(load: Load, failure: Failure | None) -> tuple[Deadlock, ...]:
    """
    Every deadlock of the migrations with somebody of the load, whoever of them was the victim.
    """
    found = []
    if failure and failure.sqlstate == DEADLOCK and load.doing:
        other = load.of(_processes(failure.detail) - {load.migrating})
        if other:
            doing = {
                "sql": failure.statement or load.doing["sql"],
                "migration": failure.migration or load.doing["migration"],
                "operation": failure.operation or load.doing["operation"],
            }
            found.append(_deadlock(other, doing, failure.detail or "", migration_lost=True))
    for client in load.clients:
        error = client.error
        if error is None or error.sqlstate != DEADLOCK or not client.against:
            continue
        detail = error.diag.message_detail or ""
        if load.migrating in _processes(detail):
            found.append(_deadlock(client, client.against, detail, migration_lost=False))
    return tuple(found)


def _deadlock(
    client: Client, doing: dict[str, Any], detail: str, *, migration_lost: bool
) -> Deadlock:
    return Deadlock(
        migration_lost=migration_lost,
        culprit=culprit(doing),
        action=client.request.action,
        model=client.request.model,
        table=client.request.table,
        statement=client.stuck if migration_lost else client.statement,
        sent=client.request.sent,
        detail=detail,
    )


def _processes(detail: str | None) -> set[int]:
    return {int(pid) for pid in PROCESS.findall(detail or "")}
