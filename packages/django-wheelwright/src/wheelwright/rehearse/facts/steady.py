"""
Two runs of the same migrations: which of their times are those of the migrations themselves?

Whatever else a machine does makes a statement slower and never faster, so the shorter time is nearer
to its own.
"""

import dataclasses
from collections.abc import Iterator

from wheelwright.rehearse.facts.transactions import BLOCKS_WRITERS
from wheelwright.report.model import Lock, Migration, Statement


def longest_lock(migrations: tuple[Migration, ...]) -> float:
    """
    Seconds of the longest lock that stops writers; 0 if there is none.
    """
    locks = (lock for each in migrations for one in each.statements for lock in one.locks)
    return max((lock.held_seconds for lock in locks if lock.mode in BLOCKS_WRITERS), default=0.0)


def quicker(
    one: tuple[Migration, ...], other: tuple[Migration, ...]
) -> tuple[Migration, ...] | None:
    """
    The first run with the shorter time of each statement and lock; None if the second one took
    another course.
    """
    if [_course(migration) for migration in one] != [_course(migration) for migration in other]:
        return None
    return tuple(
        dataclasses.replace(
            left,
            seconds=min(left.seconds, right.seconds),
            statements=tuple(_statements(left, right)),
        )
        for left, right in zip(one, other, strict=True)
    )


def _course(migration: Migration) -> tuple[str, tuple[str, ...]]:
    return migration.label, tuple(statement.sql for statement in migration.statements)


def _statements(left: Migration, right: Migration) -> Iterator[Statement]:
    for mine, other in zip(left.statements, right.statements, strict=True):
        yield dataclasses.replace(
            mine,
            seconds=min(mine.seconds, other.seconds),
            locks=tuple(_lock(lock, other) for lock in mine.locks),
        )


def _lock(lock: Lock, other: Statement) -> Lock:
    again = (
        each.held_seconds
        for each in other.locks
        if (each.table, each.mode) == (lock.table, lock.mode)
    )
    return dataclasses.replace(lock, held_seconds=min([lock.held_seconds, *again]))
