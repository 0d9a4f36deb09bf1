"""
What came of migrations that ran with company, or were killed on their way?
"""

import dataclasses
import enum

from wheelwright.ending import Departure
from wheelwright.failure import Failure


class When(enum.StrEnum):
    """
    How far the statement of a place had come.
    """

    ABOUT_TO_RUN = "about to run"
    EXECUTED = "executed"
    COMMITTED = "committed"
    RECORDED = "recorded"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    Where a migration can be halted: at its statement of this number, or after Django recorded it.
    """

    migration: str
    number: int
    when: When
    operation: str = ""
    sql: str = ""


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
    A migration and a transaction of the old release that waited for each other.
    """

    migration_lost: bool
    culprit: Culprit
    action: str
    model: str
    table: str
    statement: str
    sent: tuple[str, ...]
    detail: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """
    The migrations in lock-step with the old release's own transactions.
    """

    visits: int
    blocked: tuple[Blocked, ...]
    queues: tuple[Queue, ...]
    deadlocks: tuple[Deadlock, ...]
    failure: Failure | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """
    What came of a migration that was killed at a place and run again: an error, no end, or
    another state than that of an undisturbed run.
    """

    place: Place
    failure: Failure | None = None
    hung_seconds: float | None = None
    departures: tuple[Departure, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Interruptions:
    """
    At how many of how many places the upgrade was killed, and what came of it.
    """

    killed: int
    places: int
    troubles: tuple[Trouble, ...]
