"""
Rule: no transaction of the old release and no migration may have to wait for each other.
"""

from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.workload import Deadlock
from wheelwright.report.model import Finding, Severity

ID = "deadlock"


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report every deadlock that the server found while both were at work, once per migration.
    """
    if facts.workload is None:
        return ()
    found = {deadlock.culprit.migration: deadlock for deadlock in facts.workload.deadlocks}
    return tuple(_finding(deadlock) for deadlock in found.values())


def _finding(deadlock: Deadlock) -> Finding:
    culprit = deadlock.culprit
    other = f"{deadlock.action} {deadlock.model}".strip()
    victim = culprit.migration if deadlock.migration_lost else f"the old release's {other}"
    return Finding(
        code=ID,
        severity=Severity.ERROR,
        subject=deadlock.table,
        message=f"{culprit.operation} in {culprit.migration} and the old release's {other} "
        f"({deadlock.table}) waited for each other; PostgreSQL ended {victim} (SQLSTATE 40P01).",
        hint="Lock one table per transaction: give each operation a migration of its own, with the "
        "tables that point at others first, or set a short lock_timeout and try again.",
        migration=culprit.migration,
        operation=culprit.operation,
        statement=culprit.sql,
        evidence={
            "victim": "migration" if deadlock.migration_lost else other,
            "other_statement": deadlock.statement,
            "other_transaction": list(deadlock.sent),
            "detail": deadlock.detail,
        },
    )
