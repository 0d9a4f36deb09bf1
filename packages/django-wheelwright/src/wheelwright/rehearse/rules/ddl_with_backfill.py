"""
Rule: a schema change and the rows it needs do not share a transaction.
"""

from wheelwright.rehearse.facts import transactions
from wheelwright.rehearse.facts.known import Facts
from wheelwright.report.model import Finding, Severity
from wheelwright.report.wording import counted

ID = "ddl-with-backfill"


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report transactions that lock an existing table against writers and change its rows, too.
    """
    upgrade = facts.upgrade
    if upgrade is None:
        return ()
    findings = []
    for transaction in transactions.of(upgrade.migrations):
        locked = transaction.tables(transactions.BLOCKS_WRITERS)
        changed = transactions.written(transaction.statements)
        for table in sorted(locked.keys() & changed.keys() & upgrade.rows_before.keys()):
            findings.append(
                Finding(
                    code=ID,
                    # A lookup table stays small, and so does the wait.
                    severity=Severity.ERROR
                    if upgrade.rows_before[table] >= facts.budgets.small_table_rows
                    else Severity.REVIEW,
                    subject=table,
                    message=f"{locked[table].operation} in {transaction.migration.label} locks {table} "
                    f"to change its schema, and the same transaction changes "
                    f"{counted(changed[table], 'row')} of it: everybody waits for the rows, not "
                    "only for the schema.",
                    hint="Three migrations: add the column, fill it in batches (atomic = False), "
                    "then require it.",
                    migration=transaction.migration.label,
                    operation=locked[table].operation,
                    statement=locked[table].sql,
                    evidence={"rows_changed": changed[table], "rows": upgrade.rows_before[table]},
                )
            )
    return tuple(findings)
