"""
Stage: the migrations beside transactions of the old release that write several tables.

No table lock need be involved: whoever changes rows of two tables in another order than a migration
waits for it, and it for them. The transactions are those that the contract tests go through; where
they show nothing, pairs of related tables that one migration changes, in both orders.
"""

import contextlib
import dataclasses
import itertools
import re
from collections.abc import Mapping, Sequence

from wheelwright.rehearse.facts import transactions
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.upgrade import Upgrade
from wheelwright.rehearse.facts.workload import Deadlock
from wheelwright.rehearse.observe import recording
from wheelwright.rehearse.observe.load import Load, Request
from wheelwright.rehearse.stages import workload
from wheelwright.rehearse.workspace import Workspace

PAIRS = 6
SCENARIOS = 12
LOCKED = re.compile(r'\bFROM\s+"?(\w+)"?.*\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b', re.I | re.S)

type Step = tuple[str, str]  # table and action


def run(workspace: Workspace, facts: Facts) -> Facts:
    """
    Nothing is asked of an upgrade that changes rows of no two tables in one transaction.
    """
    upgrade = facts.upgrade
    if not facts.upgraded_database or upgrade is None:
        return facts
    together = _together(upgrade)
    if not together:
        return facts
    with workspace.clone(facts.baseline_database) as database:
        singles = {(r.table, r.action): r for r in workload.requests(workspace, facts, database)}
        related = _related(workspace, database)
    seen = _seen(facts, together)
    wanted = seen or _pairs(together, related)
    load = list(filter(None, (_request(steps, singles) for steps in wanted)))
    found = _try(workspace, facts, upgrade, load) if load else ()
    told = (dataclasses.replace(each, guessed=not seen, by_rows=True) for each in found)
    return dataclasses.replace(facts, row_deadlocks=tuple(told))


def _together(upgrade: Upgrade) -> list[tuple[str, ...]]:
    """
    The tables with rows that one transaction changes or locks, at least one of them by its rows.
    """
    found = []
    for transaction in transactions.of(upgrade.migrations):
        written = transactions.written(transaction.statements).keys()
        locked = transaction.tables(transactions.BLOCKS_WRITERS).keys()
        both = tuple(t for t in dict.fromkeys((*written, *locked)) if upgrade.rows_before.get(t))
        if len(both) > 1 and written & set(both):
            found.append(both)
    return list(dict.fromkeys(found))


def _related(workspace: Workspace, database: str) -> frozenset[frozenset[str]]:
    with workspace.databases.open(database) as connection:
        found = connection.execute(workload.RELATED).fetchall()
    return frozenset(frozenset({str(one), str(other)}) for one, other in found)


def _seen(facts: Facts, together: Sequence[tuple[str, ...]]) -> list[tuple[Step, ...]]:
    """
    The transactions of the contract tests that write two of the same tables.
    """
    found: list[tuple[Step, ...]] = []
    for sent in facts.scenarios:
        steps = tuple(dict.fromkeys(filter(None, map(_step, sent))))
        if any(len({table for table, _ in steps} & set(tables)) > 1 for tables in together):
            found.append(steps)
    return list(dict.fromkeys(found))[:SCENARIOS]


def _step(sql: str) -> Step | None:
    if locked := LOCKED.search(sql):
        return locked[1], "update"
    table = transactions.written_table(sql)
    return (table, sql.split(maxsplit=1)[0].lower()) if table else None


def _pairs(
    together: Sequence[tuple[str, ...]], related: frozenset[frozenset[str]]
) -> list[tuple[Step, ...]]:
    pairs = [
        pair
        for tables in together
        for pair in itertools.combinations(tables, 2)
        if frozenset(pair) in related
    ]
    orders = itertools.chain.from_iterable(((a, b), (b, a)) for a, b in pairs[:PAIRS])
    return [((first, "update"), (second, "update")) for first, second in dict.fromkeys(orders)]


def _request(steps: Sequence[Step], singles: Mapping[Step, Request]) -> Request | None:
    """
    One transaction of what the old release's own code sends for each step.
    """
    parts = [
        part
        for table, action in steps
        if (part := singles.get((table, action)) or singles.get((table, "update")))
    ]
    tables = tuple(dict.fromkeys(part.table for part in parts))
    if len(tables) < 2:
        return None
    return Request(
        action=", ".join(f"{part.action} {part.model}" for part in parts[:-1]) + ", then",
        model=f"{parts[-1].action} {parts[-1].model}",
        table=tables[0],
        others=tables[1:],
        sent=tuple(itertools.chain.from_iterable(part.sent for part in parts)),
    )


def _try(
    workspace: Workspace, facts: Facts, upgrade: Upgrade, load_of: Sequence[Request]
) -> tuple[Deadlock, ...]:
    tables = sorted({table for request in load_of for table in request.tables})
    with workspace.clone(facts.baseline_database) as database:
        workload.find_deadlocks_at_once(workspace, database)
        with contextlib.closing(Load(workspace, database)) as load:
            lock_step = workload.LockStep(workspace, database, load, tuple(load_of), [])
            with contextlib.closing(lock_step), workspace.new.session() as session:
                answers = session.converse(
                    "migrate",
                    database=database,
                    reply=lock_step.hear,
                    within=upgrade.patience,
                    stops_at={"gates": tables},
                )
            load.settle()
            return workload.deadlocks(load, recording.ended_badly(answers))
