"""
Rule: no lock that stops readers or writers may grow with the table.
"""

from wheelwright import transactions
from wheelwright.budgets import Budgets
from wheelwright.facts import Facts, Upgrade
from wheelwright.model import Finding, Severity, Statement
from wheelwright.transactions import BLOCKS_WRITERS, Transaction

ID = "blocking-lock"


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report locks held beyond the budget, as measured or projected to a production-sized table.

    Only the time of statements that read, rewrite or change most of a table is projected; what
    costs the same at any size is not.
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
    after = transaction.statements[transaction.statements.index(taken) :]
    held = next(lock for lock in taken.locks if lock.table == table and lock.mode in BLOCKS_WRITERS)
    measured = held.held_seconds
    projected = max(
        sum(statement.seconds * _growth(statement, upgrade, budgets) for statement in after),
        measured * _loop_growth(after, upgrade, budgets),
    )
    if max(measured, projected) <= budgets.lock_seconds:
        return None
    slowest = max(after, key=lambda s: s.seconds * _growth(s, upgrade, budgets))
    mode = held.mode
    rows = upgrade.rows_before[table]
    longest = "" if slowest is taken else f" Most of that time goes to {slowest.operation}."
    whom = "readers and writers" if mode == "AccessExclusiveLock" else "writers"
    return Finding(
        code=ID,
        severity=Severity.ERROR,
        subject=table,
        message=f"{taken.operation} in {transaction.migration.label} stops {whom} of {table} "
        f"({mode}) for {measured * 1000:.0f} ms at {rows:,} rows; at {budgets.production_rows:,} "
        f"rows that is about {projected:.0f} s. The budget is {budgets.lock_seconds:g} s."
        f"{longest}",
        hint=_hint(slowest),
        migration=transaction.migration.label,
        operation=taken.operation,
        statement=slowest.sql,
        evidence={
            "table": table,
            "mode": mode,
            "milliseconds": round(measured * 1000, 1),
            "rows": rows,
            "projected_seconds": round(projected, 1),
            "budget_seconds": budgets.lock_seconds,
            "caused_by": None if slowest is taken else taken.sql,
        },
    )


def _growth(statement: Statement, upgrade: Upgrade, budgets: Budgets) -> float:
    """
    How many times longer a statement takes on the production-sized table it works through.
    """
    touched = dict(statement.scanned)
    for table in statement.rewrote:
        touched[table] = upgrade.rows_before.get(table, 0)
    written = transactions.written_table(statement)
    if written:
        touched[written] = max(touched.get(written, 0), statement.rows)
    growths = [
        budgets.production_rows / upgrade.rows_before[table]
        for table, rows in touched.items()
        if _grows(table, upgrade, budgets) and rows * 2 >= upgrade.rows_before[table]
    ]
    # A table that is larger here than in production is not thought smaller.
    return max([1.0, *growths])


def _loop_growth(statements: tuple[Statement, ...], upgrade: Upgrade, budgets: Budgets) -> float:
    """
    The same for a loop that changes most of a table row by row, its Python between them included.
    """
    changed: dict[str, int] = {}
    for statement in statements:
        table = transactions.written_table(statement)
        if table and statement.rows:
            changed[table] = changed.get(table, 0) + statement.rows
    growths = [
        budgets.production_rows / upgrade.rows_before[table]
        for table, rows in changed.items()
        if _grows(table, upgrade, budgets) and rows * 2 >= upgrade.rows_before[table]
    ]
    return max(growths, default=0.0)


def _grows(table: str, upgrade: Upgrade, budgets: Budgets) -> bool:
    return upgrade.rows_before.get(table, 0) >= budgets.small_table_rows


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
