"""
Rule: a migration that waits for an older transaction should not make everybody wait behind it.
"""

from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.workload import Queue
from wheelwright.rehearse.rules import blocking_lock, many_tables_locked
from wheelwright.report.model import Finding, Severity

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
    first, *others = _grouped(queues)
    return Finding(
        code=ID,
        severity=severity,
        subject=one.table,
        message=f"With an older transaction open, {_who(first)} waits without a lock timeout for "
        f"{_what(first)}, and {_whom(first)} who comes later waits behind it, for as long as the older "
        "one takes."
        + "".join(
            f" So does {_who(group)} for {_what(group)}, and {_whom(group)} behind it."
            for group in others
        ),
        hint=HINT,
        migration=one.culprit.migration,
        operation=one.culprit.operation,
        statement=one.culprit.sql,
        evidence={
            "tables": [queue.table for queue in queues],
            "modes": [queue.mode for queue in queues],
        },
    )


def _grouped(queues: list[Queue]) -> list[list[Queue]]:
    """
    Who waits for several tables, and lets the same people wait there, is named once.
    """
    groups: dict[tuple[str, str, str], list[Queue]] = {}
    for queue in queues:
        key = (queue.culprit.migration, queue.culprit.operation, queue.newcomer)
        groups.setdefault(key, []).append(queue)
    return list(groups.values())


def _who(group: list[Queue]) -> str:
    return f"{group[0].culprit.operation} in {group[0].culprit.migration}"


def _what(group: list[Queue]) -> str:
    return ", ".join(queue.table for queue in group)


def _whom(group: list[Queue]) -> str:
    return "a reader" if group[0].newcomer == "read" else "a writer"
