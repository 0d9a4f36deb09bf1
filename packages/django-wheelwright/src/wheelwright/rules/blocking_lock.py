"""
Rule: no lock that stops readers or writers may grow with the table.
"""

from wheelwright import transactions
from wheelwright.facts import Facts, Upgrade
from wheelwright.model import Finding, Severity, Statement
from wheelwright.transactions import BLOCKS_WRITERS, Transaction

ID = "blocking-lock"
SMALL = 1_000  # a smaller table is a lookup table, and stays one
PRODUCTION = 10_000_000  # rows of a table that is not
BUDGET = 1.0  # seconds that everybody can wait


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report locks held beyond the budget, as measured or projected to a production-sized table.

    Only the time of statements that read, rewrite or change most of a table is projected; what
    costs the same at any size is not.
    """
    upgrade = facts.upgrade
    if upgrade is None:
        return ()
    findings: dict[str, Finding] = {}
    for transaction in transactions.of(upgrade.migrations):
        for table, taken in transaction.tables(BLOCKS_WRITERS).items():
            finding = _check(transaction, table, taken, upgrade)
            if finding and table not in findings:
                findings[table] = finding
    return tuple(findings.values())


def _check(
    transaction: Transaction, table: str, taken: Statement, upgrade: Upgrade
) -> Finding | None:
    if not upgrade.rows_before.get(table):
        return None
    after = transaction.statements[transaction.statements.index(taken) :]
    held = next(lock for lock in taken.locks if lock.table == table and lock.mode in BLOCKS_WRITERS)
    measured = held.held_seconds
    projected = max(
        sum(statement.seconds * _growth(statement, upgrade) for statement in after),
        measured * _loop_growth(after, upgrade),
    )
    if max(measured, projected) <= BUDGET:
        return None
    slowest = max(after, key=lambda statement: statement.seconds * _growth(statement, upgrade))
    mode = held.mode
    rows = upgrade.rows_before[table]
    whom = "readers and writers" if mode == "AccessExclusiveLock" else "writers"
    return Finding(
        code=ID,
        severity=Severity.ERROR,
        subject=table,
        message=f"{taken.operation} in {transaction.migration.label} stops {whom} of {table} "
        f"({mode}) for {measured * 1000:.0f} ms at {rows:,} rows; at {PRODUCTION:,} rows that is "
        f"about {projected:.0f} s.",
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
        },
    )


def _growth(statement: Statement, upgrade: Upgrade) -> float:
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
        PRODUCTION / upgrade.rows_before[table]
        for table, rows in touched.items()
        if upgrade.rows_before.get(table, 0) >= SMALL and rows * 2 >= upgrade.rows_before[table]
    ]
    return max(growths, default=1.0)


def _loop_growth(statements: tuple[Statement, ...], upgrade: Upgrade) -> float:
    """
    The same for a loop that changes most of a table row by row, its Python between them included.
    """
    changed: dict[str, int] = {}
    for statement in statements:
        table = transactions.written_table(statement)
        if table and statement.rows:
            changed[table] = changed.get(table, 0) + statement.rows
    growths = [
        PRODUCTION / upgrade.rows_before[table]
        for table, rows in changed.items()
        if upgrade.rows_before.get(table, 0) >= SMALL and rows * 2 >= upgrade.rows_before[table]
    ]
    return max(growths, default=0.0)


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
    return "Split the migration so that the long statement runs without this lock."
