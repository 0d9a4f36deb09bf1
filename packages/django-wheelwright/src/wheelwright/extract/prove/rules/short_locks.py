"""
Rule: nobody waits for the step longer than its budget, 50 ms.
"""

from collections.abc import Iterator

from wheelwright.agent.lock_modes import ACCESS_EXCLUSIVE, STRONG
from wheelwright.extract.prove.facts import Proof
from wheelwright.report.model import Finding, Severity

WRITES = "RowExclusiveLock"
HINT = (
    "A step needs no lock on a moved table at all: put its operations into SeparateDatabaseAndState. "
    "Where rows of django_content_type are written, let that be the last statement of a migration "
    "that does nothing else."
)


def check(proof: Proof) -> tuple[Finding, ...]:
    """
    Report, once a table, the lock that keeps writers out too long; and for review, once a migration,
    that rows which it has written stay locked as long.
    """
    found = sorted(_found(proof), key=lambda each: each[0], reverse=True)
    strong: dict[str, Finding] = {}
    rows: dict[str | None, Finding] = {}
    for _, finding in found:
        if finding.severity is Severity.ERROR:
            strong.setdefault(finding.subject, finding)
        else:
            rows.setdefault(finding.migration, finding)
    for finding in strong.values():
        rows.pop(
            finding.migration, None
        )  # what keeps everybody out keeps the transaction open, too
    return (*strong.values(), *rows.values())


def _found(proof: Proof) -> Iterator[tuple[float, Finding]]:
    for migration in proof.forward.migrations:
        for statement in migration.statements:
            for lock in statement.locks:
                strong = lock.mode in STRONG
                wrote = lock.mode == WRITES and lock.table in statement.written
                if not (strong or wrote) or lock.held_seconds <= proof.lock_budget:
                    continue
                milliseconds = round(lock.held_seconds * 1000, 1)
                whom = "readers and writers" if lock.mode == ACCESS_EXCLUSIVE else "writers"
                whom = whom if strong else "whoever writes the same rows"
                yield (
                    milliseconds,
                    Finding(
                        code="blocking-lock",
                        severity=Severity.ERROR if strong else Severity.REVIEW,
                        subject=lock.table,
                        message=f"{statement.operation} in {migration.label} keeps {whom} of {lock.table} "
                        f"out ({lock.mode}) for {milliseconds:.0f} ms; the budget is "
                        f"{proof.lock_budget * 1000:.0f} ms.",
                        hint=HINT,
                        migration=migration.label,
                        operation=statement.operation,
                        statement=statement.sql,
                        evidence={
                            "table": lock.table,
                            "mode": lock.mode,
                            "milliseconds": milliseconds,
                            "budget_milliseconds": proof.lock_budget * 1000,
                        },
                    ),
                )


def longest(proof: Proof) -> tuple[str, str, float] | None:
    """
    Table, mode and seconds of the longest lock that anybody could wait for.
    """
    found = [
        (lock.held_seconds, lock.table, lock.mode)
        for migration in proof.forward.migrations
        for statement in migration.statements
        for lock in statement.locks
        if lock.mode in STRONG or lock.mode == WRITES
    ]
    if not found:
        return None
    seconds, table, mode = max(found)
    return table, mode, seconds
