"""
What did a migration send, with the rounds of a loop told once?
"""

import dataclasses
from collections.abc import Iterable

from wheelwright.report.locks import stops
from wheelwright.report.model import Lock, Migration, Statement


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """
    A statement, how often it was sent, and what all of them did together.
    """

    sql: str
    operation: str
    count: int
    started: float
    seconds: float
    rows: int
    locks: tuple[Lock, ...]
    rewrote: tuple[str, ...]


def distinct(migration: Migration) -> list[Sent]:
    """
    Each statement of a migration once, in the order of their first round.
    """
    groups: dict[tuple[str, str], list[Statement]] = {}
    for statement in migration.statements:
        groups.setdefault((statement.operation, statement.sql), []).append(statement)
    return [_sent(group) for group in groups.values()]


def _sent(group: list[Statement]) -> Sent:
    return Sent(
        sql=group[0].sql,
        operation=group[0].operation,
        count=len(group),
        started=group[0].started,
        seconds=sum(statement.seconds for statement in group),
        rows=sum(statement.rows for statement in group),
        locks=strongest(lock for statement in group for lock in statement.locks),
        rewrote=tuple(dict.fromkeys(table for s in group for table in s.rewrote)),
    )


def strongest(locks: Iterable[Lock]) -> tuple[Lock, ...]:
    """
    The strongest lock on each table, and of equally strong ones the longest.
    """
    found: dict[str, Lock] = {}
    for lock in locks:
        best = found.get(lock.table)
        if best is None or _weight(lock) > _weight(best):
            found[lock.table] = lock
    return tuple(sorted(found.values(), key=_weight, reverse=True))


def _weight(lock: Lock) -> tuple[int, float]:
    return stops(lock.mode), lock.held_seconds
