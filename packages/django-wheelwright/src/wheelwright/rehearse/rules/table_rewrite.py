"""
Rule: no table that holds rows may be rewritten under readers and writers.
"""

from wheelwright.rehearse.facts.known import Facts
from wheelwright.report.model import Finding, Severity

ID = "table-rewrite"


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report each statement after which a filled table had new files.
    """
    upgrade = facts.upgrade
    if upgrade is None:
        return ()
    return tuple(
        Finding(
            code=ID,
            severity=Severity.ERROR,
            subject=table,
            message=f"{statement.operation} in {migration.label} rewrites {table} "
            f"({upgrade.rows_before[table]:,} rows) while nobody can read or write it.",
            hint=_hint(statement.sql),
            migration=migration.label,
            operation=statement.operation,
            statement=statement.sql,
            evidence={"table": table, "rows": upgrade.rows_before[table]},
        )
        for migration in upgrade.migrations
        for statement in migration.statements
        for table in statement.rewrote
        if upgrade.rows_before.get(table)
    )


def _hint(sql: str) -> str:
    if "ADD COLUMN" in sql.upper():
        return (
            "Add the column without this default, which differs from row to row; let new rows get "
            "it from a later ALTER COLUMN … SET DEFAULT, and fill the old ones in batches."
        )
    return (
        "Add a new column, fill it in batches while the old one serves, switch in a "
        "later release and drop the old column in the one after."
    )
