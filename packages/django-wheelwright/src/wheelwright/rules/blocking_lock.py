"""
Rule: no lock that stops readers or writers may grow with the table.
"""

from wheelwright import projection, transactions
from wheelwright.budgets import Budgets
from wheelwright.facts import Facts, Upgrade
from wheelwright.model import Finding, Severity, Statement
from wheelwright.transactions import BLOCKS_WRITERS, Transaction

ID = "blocking-lock"


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report locks held beyond the budget, as measured or projected to a production-sized table.
    """
    upgrade, budgets = facts.upgrade, facts.budgets
    if upgrade is None:
        return ()
    findings: dict[str, Finding] = {}
    for transaction in transactions.of(upgrade.migrations):
        for table, taken in transaction.tables(BLOCKS_WRITERS).items():
            finding = _check(transaction, table, taken, upgrade, budgets)
            if finding and table not in findings:
                findings[table] = finding
    return tuple(findings.values())


def _check(
    transaction: Transaction, table: str, taken: Statement, upgrade: Upgrade, budgets: Budgets
) -> Finding | None:
    if not upgrade.rows_before.get(table):
        return None
    held = next(lock for lock in taken.locks if lock.table == table and lock.mode in BLOCKS_WRITERS)
    wait = projection.of(transaction, taken, held.held_seconds, upgrade, budgets)
    if wait.longest <= budgets.lock_seconds:
        return None
    mode = held.mode
    rows = upgrade.rows_before[table]
    longest = (
        "" if wait.slowest is taken else f" Most of that time goes to {wait.slowest.operation}."
    )
    whom = "readers and writers" if mode == "AccessExclusiveLock" else "writers"
    return Finding(
        code=ID,
        severity=Severity.ERROR,
        subject=table,
        message=f"{taken.operation} in {transaction.migration.label} stops {whom} of {table} "
        f"({mode}) for {wait.measured * 1000:.0f} ms at {rows:,} rows; at {budgets.production_rows:,} "
        f"rows that is about {wait.projected:.0f} s. The budget is {budgets.lock_seconds:g} s."
        f"{longest}",
        hint=_hint(wait.slowest),
        migration=transaction.migration.label,
        operation=taken.operation,
        statement=wait.slowest.sql,
        evidence={
            "table": table,
            "mode": mode,
            "milliseconds": round(wait.measured * 1000, 1),
            "rows": rows,
            "projected_seconds": round(wait.projected, 1),
            "budget_seconds": budgets.lock_seconds,
            "caused_by": None if wait.slowest is taken else taken.sql,
        },
    )


def _hint(statement: Statement) -> str:
    sql = statement.sql.upper()
    if "INDEX" in sql:
        return (
            "Build it with AddIndexConcurrently (django.contrib.postgres.operations) in a "
            "migration with atomic = False."
        )
    if "CHECK" in sql or "FOREIGN KEY" in sql:
        return (
            "Add the constraint NOT VALID (AddConstraintNotValid) and validate it in a later "
            "migration; validating blocks nobody."
        )
    if "SET NOT NULL" in sql:
        return (
            "Add a check IS NOT NULL as NOT VALID, validate it, then set NOT NULL: no scan is left."
        )
    if "UNIQUE" in sql:
        return "Build a unique index concurrently, then add the constraint USING INDEX."
    if transactions.written_table(statement):
        return (
            "Change the rows in a migration of their own, in batches that commit (atomic = False); "
            "this lock then ends with its own statement."
        )
    return "Split the migration so that the long statement runs without this lock."
