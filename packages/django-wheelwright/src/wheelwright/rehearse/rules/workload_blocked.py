"""
Rule: nobody who works with the old release waits for a migration longer than the budget.
"""

import itertools

from wheelwright.rehearse.facts import projection, transactions
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.projection import Projection
from wheelwright.rehearse.facts.transactions import Transaction
from wheelwright.rehearse.facts.upgrade import Upgrade
from wheelwright.rehearse.facts.workload import Blocked
from wheelwright.report.model import Finding, Lock, Severity, Statement
from wheelwright.report.wording import listed

ID = "workload-blocked"
ACTIONS = ("read", "insert", "update", "delete")


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report who was seen waiting, for locks held beyond the budget as measured or projected.

    The wait is that of whoever comes just when the lock is taken: until the migration's transaction
    ends, as measured in the run without anybody else. Waiting for a changed row is projected only
    where the migration changes so many that production would see the same.
    """
    if facts.workload is None or facts.upgrade is None:
        return ()
    found = []
    blocked = sorted(facts.workload.blocked, key=_key)
    for _, group in itertools.groupby(blocked, key=_key):
        finding = _check(list(group), facts, facts.upgrade)
        if finding:
            found.append(finding)
    return tuple(found)


def _key(blocked: Blocked) -> tuple[str, str, str]:
    return blocked.culprit.migration, blocked.table, blocked.culprit.sql


def _check(group: list[Blocked], facts: Facts, upgrade: Upgrade) -> Finding | None:
    one = group[0]
    taken = _find(one, upgrade)
    if taken is None:
        return None
    transaction, statement, lock = taken
    measured = lock.held_seconds
    projected = projection.of_lock(facts, transaction, statement, measured)
    projectable = not one.rows_only or statement.rows > facts.budgets.backfill_rows
    longest = max(measured, projected.seconds) if projectable else measured
    if longest <= facts.budgets.wait_seconds:
        return None
    return _finding(group, statement, measured, projected, facts)


def _find(blocked: Blocked, upgrade: Upgrade) -> tuple[Transaction, Statement, Lock] | None:
    """
    The same statement in the run without anybody else, with the lock that it took there.
    """
    for transaction in transactions.of(upgrade.migrations):
        if transaction.migration.label != blocked.culprit.migration:
            continue
        for statement in transaction.statements:
            for lock in statement.locks:
                if statement.sql == blocked.culprit.sql and lock.table == blocked.table:
                    return transaction, statement, lock
    return None


def _finding(
    group: list[Blocked],
    statement: Statement,
    measured: float,
    projected: Projection,
    facts: Facts,
) -> Finding:
    one = group[0]
    waited = {(blocked.action, blocked.model) for blocked in group}
    rows = facts.upgrade.rows_before.get(one.table, 0) if facts.upgrade else 0
    production = projection.production_rows(facts, projected.grown or one.table)
    who = sorted(f"{action} {model}" for action, model in waited)
    said = " and ".join(
        f"{listed([action for action in ACTIONS if (action, model) in waited])} {model}"
        for model in sorted({model for _, model in waited})
    )
    what = "a row it has changed in" if one.rows_only else f"its {one.mode} on"
    return Finding(
        code=ID,
        severity=Severity.ERROR,
        subject=one.table,
        message=f"Transactions of the old release that {said} had to wait for "
        f"{one.culprit.operation} in {one.culprit.migration} to let go of {what} {one.table}: "
        f"{measured * 1000:.0f} ms at {rows:,} rows, about {projected.seconds:.0f} s at "
        f"{production:,} rows.",
        hint="Keep the long statement out of the transaction that holds the lock, or build it "
        "without the lock (CONCURRENTLY, NOT VALID, batches).",
        migration=one.culprit.migration,
        operation=one.culprit.operation,
        statement=statement.sql,
        evidence={
            "table": one.table,
            "mode": one.mode,
            "waited": list(who),
            "milliseconds": round(measured * 1000, 1),
            "rows": rows,
            "projected_seconds": round(projected.seconds, 3),
        },
    )
