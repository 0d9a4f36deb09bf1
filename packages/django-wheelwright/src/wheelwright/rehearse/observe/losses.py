"""
Which rows and values are gone or different after an upgrade?
"""

import dataclasses
import itertools
from collections.abc import Mapping

from wheelwright.adapters.sql import Connection
from wheelwright.rehearse.facts import meaning
from wheelwright.rehearse.facts.conservation import Change, Conservation, Loss
from wheelwright.rehearse.observe import fingerprint, moves
from wheelwright.rehearse.observe.fingerprint import Column, Fingerprint, Table
from wheelwright.rehearse.observe.moves import MOST, Moves

SOME = 5


def compare(
    before: Connection, after: Connection, *, unread: frozenset[str] = frozenset()
) -> Conservation:
    """
    Compare two databases of which one is an upgraded clone of the other; `unread` are the tables
    that only models of the old release read.
    """
    sides = _Sides(before, after)
    losses: list[Loss] = []
    changes: list[Change] = []
    for oid, table in sides.old.items():
        if oid not in sides.new:
            losses += _dropped_table(sides, table)
            continue
        losses += _gone_rows(sides, table, sides.new[oid])
        if sides.new[oid].name in unread and table.rows:
            losses += _stranded(sides, table)
        _columns(sides, table, sides.new[oid], losses, changes)
    return Conservation(losses=tuple(losses), changes=tuple(changes))


class _Sides:
    """
    The two databases, and the places in the second where values may have gone.
    """

    def __init__(self, before: Connection, after: Connection) -> None:
        self.before, self.after = before, after
        self.old, self.new = fingerprint.read(before), fingerprint.read(after)
        self.moves = Moves(
            after,
            [
                (table, column)
                for oid, table in self.new.items()
                for number, column in table.columns.items()
                if self._is_new(oid, number, column)
            ],
        )
        self.arrived = {(c.present, c.plain) for _, c in self.moves.fresh}
        # A column of numbers may be the same as a new table's keys by chance.
        self.arrived_values = {
            (c.present, c.plain) for _, c in self.moves.fresh if not moves.is_numbered(c)
        }

    def _is_new(self, oid: int, number: int, column: Column) -> bool:
        was = self.old[oid].columns.get(number) if oid in self.old else None
        return was is None or was.keyed != column.keyed

    def values(self, table: Table, column: Column) -> dict[str, str]:
        """
        What the column held before, by primary key.
        """
        return fingerprint.values(self.before, table, column, most=MOST)


def _dropped_table(sides: _Sides, table: Table) -> list[Loss]:
    if not table.rows or all(
        (c.present, c.plain) in sides.arrived for c in table.columns.values() if c.present
    ):
        return []
    return _rows_lost(sides, table, table.rows, None)


def _gone_rows(sides: _Sides, table: Table, now: Table) -> list[Loss]:
    if now.rows >= table.rows:
        return []
    kept = fingerprint.keys(sides.after, now, most=MOST)
    return _rows_lost(sides, table, table.rows - now.rows, kept)


def _stranded(sides: _Sides, table: Table) -> list[Loss]:
    """
    The rows of a table that nobody reads any more, unless new tables hold what they hold.
    """
    mine = {c.name for c in table.columns.values() if not c.is_key}
    alike = {
        new.name: len(mine & {c.name for c in new.columns.values()})
        for oid, new in sides.new.items()
        if oid not in sides.old
    }
    likeliest = max(alike, key=lambda name: alike[name], default=None)
    meant_for = likeliest if likeliest and 2 * alike[likeliest] > len(mine) else None
    return [
        dataclasses.replace(loss, stranded=True, meant_for=meant_for)
        for loss in _rows_lost(sides, table, table.rows, None)
    ]


def _rows_lost(sides: _Sides, table: Table, count: int, kept: frozenset[str] | None) -> list[Loss]:
    """
    Nothing if every column of the rows that are gone is found elsewhere; new keys are no loss.
    """
    whole = Loss(table=table.name, column=None, count=count)
    worst: dict[str, str] = {}
    looked = False
    for column in table.columns.values():
        if column.is_key or not column.present:
            continue
        held = sides.values(table, column)
        gone = {key: text for key, text in held.items() if key not in (kept or ())}
        if len(held) >= MOST or len(gone) > count:
            return [whole]
        looked = looked or bool(gone)
        worst = max(worst, sides.moves.missing(table.name, gone), key=len)
    if looked and not worst:
        return []
    lost = min(len(worst) or count, count)
    return [dataclasses.replace(whole, count=lost, sample=_some(worst))]


def _columns(
    sides: _Sides, old: Table, new: Table, losses: list[Loss], changes: list[Change]
) -> None:
    for number, column in old.columns.items():
        if not column.present:
            continue
        if number not in new.columns:
            losses += _dropped_column(sides, old, column)
            continue
        now = new.columns[number]
        if now.keyed == column.keyed:
            continue
        was = sides.values(old, column)
        have = fingerprint.values(sides.after, new, now, most=MOST)
        keys = have.keys() if new.rows < old.rows else was.keys()
        said = {key: text for key, text in was.items() if not meaning.says_nothing(text)}
        emptied = {k: text for k, text in said.items() if k in keys and k not in have}
        losses += _lost(old, column, sides.moves.missing(old.name, emptied))
        spelled = meaning.layout_only if now.kind == column.kind else meaning.spelled
        changed = [
            key
            for key, text in said.items()
            if key in have and have[key] != text and spelled(have[key]) != spelled(text)
        ]
        if changed:
            shown = tuple((key, was[key], have[key]) for key in changed[:SOME])
            changes.append(
                Change(table=old.name, column=column.name, count=len(changed), sample=shown)
            )


def _dropped_column(sides: _Sides, table: Table, column: Column) -> list[Loss]:
    if (column.present, column.plain) in sides.arrived_values:
        return []
    held = sides.values(table, column)
    if len(held) >= MOST:  # not all of them were read
        sample = _some(held)
        return [Loss(table=table.name, column=column.name, count=column.present, sample=sample)]
    return _lost(table, column, sides.moves.missing(table.name, held))


def _lost(table: Table, column: Column, values: Mapping[str, str]) -> list[Loss]:
    if not values:
        return []
    sample = _some(values)
    return [Loss(table=table.name, column=column.name, count=len(values), sample=sample)]


def _some(values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(itertools.islice(values.items(), SOME))


def not_restored(
    baseline: Connection, once: Connection, twice: Connection
) -> tuple[tuple[str, str, int], ...]:
    """
    Table, column and number of the baseline's rows whose value differs between two upgrades.

    Only the baseline's rows: what an upgrade makes itself, it makes again with other keys and times.
    """
    old, new, newer = (_by_name(fingerprint.read(c)) for c in (baseline, once, twice))
    differing = []
    for name, (table, column) in old.items():
        upgraded, again = new.get(name), newer.get(name)
        if upgraded is None or (again and again[1].keyed == upgraded[1].keyed):
            continue
        keys = fingerprint.values(baseline, table, column, most=MOST).keys()
        was = fingerprint.values(once, *upgraded, most=MOST)
        now = fingerprint.values(twice, *again, most=MOST) if again else {}
        count = sum(not _same(was.get(key), now.get(key)) for key in keys)
        if count:
            differing.append((table.name, column.name, count))
    return tuple(differing)


def _same(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one == other or meaning.says_nothing(one or other or "")
    return one == other or meaning.layout_only(one) == meaning.layout_only(other)


def _by_name(found: Fingerprint) -> dict[str, tuple[Table, Column]]:
    return {
        f"{table.name}.{column.name}": (table, column)
        for table in found.values()
        for column in table.columns.values()
    }
