"""
Every rule, one file per finding code: facts in, findings out.
"""

from collections.abc import Callable

from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.rules import (
    access_lost,
    blocking_lock,
    contract_broken,
    data_kept,
    ddl_with_backfill,
    deadlock,
    graph_broken,
    invalid_index,
    irreversible,
    live_import,
    lock_queue,
    many_tables_locked,
    migration_fails,
    missing_migration,
    new_code_breaks,
    not_resumable,
    old_code_breaks,
    released_migration_edited,
    reverse,
    schema_drift,
    sequence_behind,
    table_rewrite,
    unbatched_backfill,
    unvalidated_constraint,
    workload_blocked,
)
from wheelwright.report.model import Finding

type Rule = Callable[[Facts], tuple[Finding, ...]]

RULES: tuple[Rule, ...] = (
    graph_broken.check,
    migration_fails.check,
    missing_migration.check,
    released_migration_edited.check,
    live_import.check,
    blocking_lock.check,
    table_rewrite.check,
    many_tables_locked.check,
    deadlock.check,
    workload_blocked.check,
    lock_queue.check,
    unbatched_backfill.check,
    ddl_with_backfill.check,
    data_kept.check,
    access_lost.check,
    sequence_behind.check,
    invalid_index.check,
    unvalidated_constraint.check,
    not_resumable.check,
    irreversible.check,
    reverse.check,
    old_code_breaks.check,
    new_code_breaks.check,
    contract_broken.check,
    schema_drift.check,
)
