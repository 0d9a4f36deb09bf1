"""
Rule: rows are changed in batches that commit, not all at once.
"""

from wheelwright.rehearse.facts import transactions
from wheelwright.rehearse.facts.known import Facts
from wheelwright.report.model import Finding, Severity
from wheelwright.report.wording import counted

ID = "unbatched-backfill"


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report transactions that change more rows than the budget.
    """
    findings = []
    budget = facts.budgets.backfill_rows
    for transaction in transactions.of(facts.upgrade.migrations if facts.upgrade else ()):
        rows = sum(statement.rows for statement in transaction.statements)
        if rows <= budget:
            continue
        largest = max(transaction.statements, key=lambda statement: statement.rows)
        written = largest.written
        table = max(written, key=lambda name: written[name], default="several tables")
        findings.append(
            Finding(
                code=ID,
                severity=Severity.ERROR,
                subject=table,
                message=f"{largest.operation} in {transaction.migration.label} changes rows of "
                f"{table}: {counted(rows, 'row')} in one transaction, and the budget is "
                f"{budget:,}. Until it commits they are locked, and nothing that died meanwhile "
                "can be vacuumed.",
                hint="Set atomic = False and change a thousand rows at a time, each batch in its "
                "own transaction and found by key, so that it can stop and go on.",
                migration=transaction.migration.label,
                operation=largest.operation,
                statement=largest.sql,
                evidence={"rows": rows, "budget": budget},
            )
        )
    return tuple(findings)
