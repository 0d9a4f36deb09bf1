"""
Rule: a migration that waits for an older transaction should not make everybody wait behind it.
"""

from wheelwright.facts import Facts, Queue
from wheelwright.model import Finding, Severity
from wheelwright.rules import blocking_lock, many_tables_locked

ID = "lock-queue"
HINT = (
    "Set a lock timeout for migrations and try again when it strikes: in the migrating process's "
    "DATABASES, OPTIONS = {'options': '-c lock_timeout=2s'}."
)


def check(facts: Facts) -> tuple[Finding, ...]:
    """
    Report tables where the migration waited without a lock timeout and others queued behind it.

    Nearly every ALTER TABLE can do that, and a fast one is no reason to stop a release, so it is
    for a person to decide only where the same lock is held too long or together with many others
    (the rules blocking-lock and many-tables-locked). All other tables are one piece of information.
    """
    if facts.workload is None or not facts.workload.queues:
        return ()
    heavy = _heavy(facts)
    queues = {queue.table: queue for queue in reversed(facts.workload.queues)}
    grave = [queue for table, queue in sorted(queues.items()) if table in heavy]
    light = [queue for table, queue in sorted(queues.items()) if table not in heavy]
    found = [
        _finding([queue for queue in grave if queue.culprit.migration == label], Severity.REVIEW)
        for label in dict.fromkeys(queue.culprit.migration for queue in grave)
    ]
    if light:
        found.append(_finding(light, Severity.INFO))
    return tuple(found)


def _heavy(facts: Facts) -> set[str]:
    held = {finding.subject for finding in blocking_lock.check(facts)}
    for finding in many_tables_locked.check(facts):
        tables = finding.evidence["tables"]
        held |= {str(table) for table in tables} if isinstance(tables, list) else set()
    return held


def _finding(queues: list[Queue], severity: Severity) -> Finding:
    one = queues[0]
    tables = [queue.table for queue in queues]
    whom = "a reader" if one.newcomer == "read" else "a writer"
    return Finding(
        code=ID,
        severity=severity,
        subject=one.table,
        message=f"With an older transaction open, {one.culprit.operation} in "
        f"{one.culprit.migration} waits without a lock timeout for {', '.join(tables)}, and {whom} "
        "who comes later waits behind it, for as long as the older one takes.",
        hint=HINT,
        migration=one.culprit.migration,
        operation=one.culprit.operation,
        statement=one.culprit.sql,
        evidence={"tables": list(tables), "modes": [queue.mode for queue in queues]},
    )
