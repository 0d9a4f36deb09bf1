"""
How long would a lock be held on tables as large as production's?
"""

import dataclasses
from collections.abc import Iterable, Mapping

from wheelwright.rehearse.facts import transactions
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.transactions import Transaction
from wheelwright.rehearse.facts.upgrade import Upgrade
from wheelwright.report.model import Migration, Statement

RESOLUTION = 0.005  # seconds; the growth of what took less is noise
SHARE = 0.1  # of a table's rows: who touches fewer looks for single ones, however many there are

type Key = tuple[str, str, str]  # migration, operation, SQL


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    Seconds as a straight line through two measurements: `fixed` and so much for each row.
    """

    fixed: float
    per_row: float

    def at(self, rows: float) -> float:
        """
        The seconds at this many rows.
        """
        return max(self.fixed + self.per_row * rows, 0.0)


def through(small: tuple[float, float], large: tuple[float, float]) -> Line:
    """
    The line through (rows, seconds) twice; more rows never take less time.
    """
    per_row = max((large[1] - small[1]) / (large[0] - small[0]), 0.0)
    return Line(fixed=large[1] - per_row * large[0], per_row=per_row)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """
    Every round of one statement under the lock, or what passed between the statements.

    `table` is the one that it works through, if it does; `smaller` what it took on fewer rows.
    """

    statement: Statement | None
    seconds: float
    projected: float
    table: str | None = None
    smaller: tuple[int, float] | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """
    The parts of the time that a lock is held.
    """

    parts: tuple[Part, ...]

    @property
    def seconds(self) -> float:
        return sum(part.projected for part in self.parts)

    @property
    def slowest(self) -> Part:
        """
        The statement that will take longest.
        """
        return max((p for p in self.parts if p.statement), key=lambda part: part.projected)

    @property
    def grown(self) -> str | None:
        """
        The table whose rows take most of the time.
        """
        return max(self.parts, key=lambda part: part.projected).table

    @property
    def growth(self) -> Part | None:
        """
        The part that grows most, if it was measured on two row counts.
        """
        measured = [part for part in self.parts if part.smaller]
        return max(measured, key=lambda part: part.projected, default=None)


def of_lock(facts: Facts, transaction: Transaction, taken: Statement, held: float) -> Projection:
    """
    From the statement that took the lock to the end of its transaction.

    Only what reads, rewrites or changes a good part of a table, perhaps one of its partitions,
    grows with it; the rest costs the same at any size. A loop over rows is changed rows, and the
    code between its statements.
    """
    assert facts.upgrade is not None
    after = transaction.statements[transaction.statements.index(taken) :]
    label = transaction.migration.label
    smaller = _Smaller(facts, label)
    parts = [
        _part(facts, rounds, smaller.seconds_of(key))
        for key, rounds in _grouped(label, after).items()
    ]
    between = max(held - sum(part.seconds for part in parts), 0.0)
    loop = _most_grown(facts, transactions.written(after))
    known = smaller.between(taken)
    parts.append(_projected(facts, None, between, loop, known))
    return Projection(parts=tuple(parts))


def production_rows(facts: Facts, table: str) -> int:
    """
    The rows of a table in production: as the profile says, else by default; never fewer than here.
    """
    here = facts.upgrade.rows_before.get(table, 0) if facts.upgrade else 0
    known = facts.profile.get(table)
    if known is None:
        budgets = facts.budgets
        known = budgets.production_rows if here >= budgets.small_table_rows else here
    return max(known, here)


class _Smaller:
    """
    The same migration's times on fewer rows.
    """

    def __init__(self, facts: Facts, label: str) -> None:
        migrations = facts.growth.migrations if facts.growth else ()
        self.mine = tuple(m for m in migrations if m.label == label)
        self.label = label

    def seconds_of(self, key: Key) -> float | None:
        statements = [s for m in self.mine for s in m.statements]
        found = _grouped(self.label, statements).get(key)
        return sum(s.seconds for s in found) if found else None

    def between(self, taken: Statement) -> float | None:
        for transaction in transactions.of(self.mine):
            for place, statement in enumerate(transaction.statements):
                if _key(self.label, statement) == _key(self.label, taken) and statement.locks:
                    held = max(lock.held_seconds for lock in statement.locks)
                    busy = sum(s.seconds for s in transaction.statements[place:])
                    return max(held - busy, 0.0)
        return None


def _key(label: str, statement: Statement) -> Key:
    return (label, statement.operation, statement.sql)


def _grouped(label: str, statements: Iterable[Statement]) -> dict[Key, list[Statement]]:
    groups: dict[Key, list[Statement]] = {}
    for statement in statements:
        groups.setdefault(_key(label, statement), []).append(statement)
    return groups


def _part(facts: Facts, rounds: list[Statement], smaller: float | None) -> Part:
    assert facts.upgrade is not None
    touched = transactions.written(rounds)
    for statement in rounds:
        for table, rows in statement.scanned.items():
            touched[table] = max(touched.get(table, 0), rows)
        for table in statement.rewrote:
            touched[table] = facts.upgrade.rows_before.get(table, 0)
    seconds = sum(statement.seconds for statement in rounds)
    return _projected(facts, rounds[0], seconds, _most_grown(facts, touched), smaller)


def _projected(
    facts: Facts,
    statement: Statement | None,
    seconds: float,
    table: str | None,
    smaller: float | None,
) -> Part:
    if table is None:
        return Part(statement=statement, seconds=seconds, projected=seconds)
    assert facts.upgrade is not None
    here, there = facts.upgrade.rows_before[table], production_rows(facts, table)
    few = facts.growth.rows.get(table, 0) if facts.growth else here
    if smaller is None or few >= here or seconds < RESOLUTION:
        projected = seconds * there / here
        return Part(statement=statement, seconds=seconds, projected=projected, table=table)
    return Part(
        statement=statement,
        seconds=seconds,
        projected=through((few, smaller), (here, seconds)).at(there),
        table=table,
        smaller=(few, smaller),
    )


def _most_grown(facts: Facts, touched: Mapping[str, int]) -> str | None:
    """
    Of the tables of which a good part is touched, the one that production has most more of.
    """
    upgrade = facts.upgrade
    assert upgrade is not None
    growths = {
        table: production_rows(facts, table) / upgrade.rows_before[table]
        for table, rows in touched.items()
        if _counts(facts, upgrade, table) and rows >= upgrade.rows_before[table] * SHARE
    }
    return max(growths, key=lambda table: growths[table], default=None)


def _counts(facts: Facts, upgrade: Upgrade, table: str) -> bool:
    here = upgrade.rows_before.get(table, 0)
    return here >= facts.budgets.small_table_rows or (here > 0 and table in facts.profile)


def same_migrations(one: tuple[Migration, ...], other: tuple[Migration, ...]) -> bool:
    """
    Did two runs run the same ones?
    """
    return [m.label for m in one] == [m.label for m in other]
