"""
What came of migrations that ran beside the old release's own transactions.
"""

import dataclasses

from wheelwright.rehearse.facts.failure import Failure


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Culprit:
    """
    The statement of a migration that somebody waited for.
    """

    migration: str
    operation: str
    sql: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """
    A transaction of the old release that waited for a lock of a migration, or for a row it changed.
    """

    action: str
    model: str
    table: str
    mode: str
    rows_only: bool
    culprit: Culprit


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """
    A table where a migration waited for an older transaction, and a newcomer for the migration.
    """

    table: str
    mode: str
    newcomer: str
    culprit: Culprit


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Deadlock:
    """
    A migration and a transaction of the old release that waited for each other; it is `guessed` if
    nobody has seen the old release write these tables in that order.
    """

    migration_lost: bool
    culprit: Culprit
    action: str
    model: str
    table: str
    statement: str
    sent: tuple[str, ...]
    detail: str
    guessed: bool = False
    by_rows: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """
    The migrations in lock-step with the old release's own transactions.
    """

    requests: int
    blocked: tuple[Blocked, ...]
    queues: tuple[Queue, ...]
    deadlocks: tuple[Deadlock, ...]
    failure: Failure | None = None
