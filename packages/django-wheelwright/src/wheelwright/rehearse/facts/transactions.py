"""
What did each transaction of an upgrade do? Statements grouped by the transaction they ran in.
"""

import dataclasses
import functools
import itertools
import re
from collections.abc import Iterable, Mapping

from wheelwright.agent.lock_modes import STRONG
from wheelwright.report.model import Migration, Statement

WRITTEN = re.compile(
    r"\s*(?:WITH\b.*?\)\s*)?(?:UPDATE(?:\s+ONLY)?|DELETE\s+FROM|INSERT\s+INTO|COPY)\s+"
    r"(?:\"?\w+\"?\.)?\"?(\w+)\"?",
    re.IGNORECASE | re.DOTALL,
)
BLOCKS_WRITERS = frozenset(STRONG)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """
    One transaction of one migration.
    """

    migration: Migration
    statements: tuple[Statement, ...]

    def tables(self, modes: frozenset[str]) -> dict[str, Statement]:
        """
        The tables locked in one of these modes, with the statement that took the first such lock.
        """
        found: dict[str, Statement] = {}
        for statement in self.statements:
            for lock in statement.locks:
                if lock.mode in modes:
                    found.setdefault(lock.table, statement)
        return found


def of(migrations: tuple[Migration, ...]) -> tuple[Transaction, ...]:
    """
    The transactions in order.
    """
    return tuple(
        Transaction(migration=migration, statements=tuple(statements))
        for migration in migrations
        for _, statements in itertools.groupby(migration.statements, lambda s: s.transaction)
    )


def strongest_against(wanted: str, held: Iterable[str]) -> str | None:
    """
    The strongest of these modes for which who wants a lock of reads or writes has to wait.
    """
    stops = {"AccessShareLock": STRONG[3:], "RowShareLock": STRONG[2:]}.get(wanted, STRONG)
    return max((mode for mode in held if mode in stops), key=STRONG.index, default=None)


def written_table(sql: str) -> str | None:
    """
    The table whose rows a statement says that it changes.
    """
    match = WRITTEN.match(sql)
    return match[1] if match else None


def added(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """
    Two counts of rows per table, together.
    """
    return {
        table: one.get(table, 0) + other.get(table, 0)
        for table in sorted(one.keys() | other.keys())
    }


def written(statements: Iterable[Statement]) -> dict[str, int]:
    """
    How many rows of which tables these change.
    """
    return functools.reduce(added, (statement.written for statement in statements), {})
