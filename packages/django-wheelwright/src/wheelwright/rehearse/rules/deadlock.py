"""
Rule: no transaction of the old release and no migration may have to wait for each other.
"""

from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.workload import Deadlock
from wheelwright.report.model import Finding, Severity

ID = "deadlock"
ROWS = (
    "Change the rows of one table per transaction (atomic = False, or a migration for each), or take "
    "them in the order in which the old release does."
)
GUESSED = (
    " Nobody has seen the old release write these tables in that order in one transaction: does it? "
    "A contract test that does what it does would show."
)


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report every deadlock that the server found while both were at work, once per migration.
    """
    every = (*facts.row_deadlocks, *(facts.workload.deadlocks if facts.workload else ()))
    # The last one of a migration stays: what was seen on single statements weighs more.
    found = {deadlock.culprit.migration: deadlock for deadlock in every}
    return tuple(_finding(deadlock) for deadlock in found.values())


def _finding(deadlock: Deadlock) -> Finding:
    culprit = deadlock.culprit
    other = f"{deadlock.action} {deadlock.model}".strip()
    victim = culprit.migration if deadlock.migration_lost else f"the old release's {other}"
    return Finding(
        code=ID,
        severity=Severity.REVIEW if deadlock.guessed else Severity.ERROR,
        subject=deadlock.table,
        message=f"{culprit.operation} in {culprit.migration} and the old release's {other} "
        f"({deadlock.table}) waited for each other; PostgreSQL ended {victim} (SQLSTATE 40P01)."
        + (GUESSED if deadlock.guessed else ""),
        hint=ROWS
        if deadlock.by_rows
        else "Lock one table per transaction: give each operation a migration of its own, with the "
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
