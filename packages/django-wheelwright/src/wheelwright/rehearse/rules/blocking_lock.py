"""
Rule: no lock that stops readers or writers may grow with the table.
"""

import re

from wheelwright.agent.lock_modes import ACCESS_EXCLUSIVE
from wheelwright.rehearse.facts import projection, transactions
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.projection import Projection
from wheelwright.rehearse.facts.transactions import BLOCKS_WRITERS, Transaction
from wheelwright.report.model import Finding, Json, Severity, Statement

ID = "blocking-lock"


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report locks held beyond the budget, as measured or projected to a production-sized table.
    """
    if facts.upgrade is None:
        return ()
    findings: dict[str, Finding] = {}
    for transaction in transactions.of(facts.upgrade.migrations):
        for table, taken in transaction.tables(BLOCKS_WRITERS).items():
            finding = _check(facts, transaction, table, taken)
            if finding and table not in findings:
                findings[table] = finding
    return tuple(findings.values())


def _check(facts: Facts, transaction: Transaction, table: str, taken: Statement) -> Finding | None:
    assert facts.upgrade is not None
    rows = facts.upgrade.rows_before.get(table)
    if not rows:
        return None
    held = max(
        (lock for lock in taken.locks if lock.table == table and lock.mode in BLOCKS_WRITERS),
        key=lambda lock: lock.mode == ACCESS_EXCLUSIVE,
    )
    measured, budget = held.held_seconds, facts.budgets.lock_seconds
    projected = projection.of_lock(facts, transaction, taken, measured)
    if max(measured, projected.seconds) <= budget:
        return None
    slowest = projected.slowest.statement or taken
    production = projection.production_rows(facts, projected.grown or table)
    longest = "" if slowest is taken else f" Most of that time goes to {slowest.operation}."
    whom = "readers and writers" if held.mode == ACCESS_EXCLUSIVE else "writers"
    return Finding(
        code=ID,
        severity=Severity.ERROR,
        subject=table,
        message=f"{taken.operation} in {transaction.migration.label} stops {whom} of {table} "
        f"({held.mode}) for {measured * 1000:.0f} ms at {rows:,} rows; at {production:,} "
        f"rows that is about {projected.seconds:.0f} s. The budget is {budget:g} s."
        f"{longest}",
        hint=_hint(slowest),
        migration=transaction.migration.label,
        operation=taken.operation,
        statement=slowest.sql,
        evidence={
            "table": table,
            "mode": held.mode,
            "milliseconds": round(measured * 1000, 1),
            "rows": rows,
            "projected_seconds": round(projected.seconds, 3),
            "budget_seconds": budget,
            "caused_by": None if slowest is taken else taken.sql,
            **_growth(projected, production),
        },
    )


def _growth(projected: Projection, production: int) -> dict[str, Json]:
    grown = projected.growth
    if grown is None or grown.smaller is None:
        return {"projection": "proportional", "production_rows": production}
    rows, seconds = grown.smaller
    return {
        "projection": "two row counts",
        "production_rows": production,
        "fewer_rows": rows,
        "fewer_rows_milliseconds": round(seconds * 1000, 1),
        "all_rows_milliseconds": round(grown.seconds * 1000, 1),
    }


def _hint(statement: Statement) -> str:
    sql = statement.sql.upper()
    if statement.written or transactions.written_table(statement.sql):
        return (
            "Change the rows in a migration of their own, in batches that commit (atomic = False); "
            "this lock then ends with its own statement."
        )
    if re.search(r"\bINDEX\b", sql):
        return (
            "Build it with AddIndexConcurrently (django.contrib.postgres.operations) in a "
            "migration with atomic = False."
        )
    if re.search(r"\bCHECK\b|\bFOREIGN KEY\b", sql):
        return (
            "Add the constraint NOT VALID (AddConstraintNotValid) and validate it in a later "
            "migration; validating blocks nobody."
        )
    if "SET NOT NULL" in sql:
        return (
            "Add a check IS NOT NULL as NOT VALID, validate it, then set NOT NULL: no scan is left."
        )
    if re.search(r"\bUNIQUE\b", sql):
        return "Build a unique index concurrently, then add the constraint USING INDEX."
    return "Split the migration so that the long statement runs without this lock."
