"""
Rule: one transaction must not collect exclusive locks on many tables.
"""

from wheelwright.agent.lock_modes import ACCESS_EXCLUSIVE
from wheelwright.rehearse.facts import transactions
from wheelwright.rehearse.facts.known import Facts
from wheelwright.report.model import Finding, Severity
from wheelwright.report.wording import listed

ID = "many-tables-locked"
EXCLUSIVE = frozenset({ACCESS_EXCLUSIVE})


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report transactions that hold ACCESS EXCLUSIVE on many tables that existed before.
    """
    upgrade = facts.upgrade
    if upgrade is None:
        return ()
    findings = []
    for transaction in transactions.of(upgrade.migrations):
        locked = transaction.tables(EXCLUSIVE)
        tables = sorted(table for table in locked if table in upgrade.rows_before)
        if len(tables) >= facts.budgets.many_tables:
            last = locked[max(tables, key=lambda t: transaction.statements.index(locked[t]))]
            findings.append(
                Finding(
                    code=ID,
                    severity=Severity.ERROR,
                    subject=transaction.migration.label,
                    message=f"{transaction.migration.label} locks {len(tables)} tables in one "
                    f"transaction against readers and writers, the last with {last.operation}: "
                    f"{listed(tables)}. It holds the first while it waits for the others, and can "
                    "deadlock with anybody who uses them in another order.",
                    hint="Give each table a migration of its own, so that each lock is let go "
                    "before the next one is taken.",
                    migration=transaction.migration.label,
                    operation=last.operation,
                    statement=last.sql,
                    evidence={"tables": list(tables)},
                )
            )
    return tuple(findings)
