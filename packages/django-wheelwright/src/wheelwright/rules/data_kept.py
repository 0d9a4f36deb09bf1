"""
Rule: rows and values survive the upgrade as they were, unless somebody said otherwise.
"""

from wheelwright.facts import Facts
from wheelwright.model import Finding, Migration, Severity, Statement

LOST = "data-lost"
CHANGED = "data-changed"


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report rows and values that are gone, and values that became others.
    """
    kept = facts.conservation
    if kept is None or facts.upgrade is None:
        return ()
    lost = []
    for loss in kept.losses:
        blamed = _blame(facts.upgrade.migrations, loss.table, loss.column)
        subject = f"{loss.table}.{loss.column}" if loss.column else loss.table
        what = "values" if loss.column else "rows"
        lost.append(
            Finding(
                code=LOST,
                severity=Severity.ERROR,
                subject=subject,
                message=f"{loss.count:,} {what} of {subject} are gone after the upgrade, and "
                "nothing else in the database holds them.",
                hint="Stop using it in this release and keep the data; drop it in a later one, "
                "after it was copied or its end was announced.",
                **_where(blamed),
                evidence={
                    "count": loss.count,
                    "columns": ["key", "before"],
                    "sample": [list(row) for row in loss.sample],
                },
            )
        )
    changed = []
    for change in kept.changes:
        blamed = _blame(facts.upgrade.migrations, change.table, change.column)
        key, before, after = change.sample[0]
        changed.append(
            Finding(
                code=CHANGED,
                severity=Severity.ERROR,
                subject=f"{change.table}.{change.column}",
                message=f"{change.count:,} values of {change.table}.{change.column} differ after "
                f"the upgrade: in row {key}, “{before[:60]}” became “{after[:60]}”.",
                hint="Write the new value into a new column and keep the old one until nobody "
                "reads it; if the change is intended, accept this finding with its reason.",
                **_where(blamed),
                evidence={
                    "count": change.count,
                    "columns": ["key", "before", "after"],
                    "sample": [list(row) for row in change.sample],
                },
            )
        )
    return (*lost, *changed)


def _blame(
    migrations: tuple[Migration, ...], table: str, column: str | None
) -> tuple[Migration, Statement] | None:
    """
    The last statement that names the table, and the column if there is one.
    """
    named: tuple[Migration, Statement] | None = None
    for migration in migrations:
        for statement in migration.statements:
            here = f'"{table}"' in statement.sql or f" {table} " in statement.sql
            if here and (column is None or column in statement.sql):
                named = migration, statement
    return named


def _where(blamed: tuple[Migration, Statement] | None) -> dict[str, str | None]:
    if blamed is None:
        return {"migration": None, "operation": None, "statement": None}
    migration, statement = blamed
    return {
        "migration": migration.label,
        "operation": statement.operation,
        "statement": statement.sql,
    }
