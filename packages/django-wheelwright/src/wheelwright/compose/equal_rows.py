"""
Do two ways end with the same rows, apart from what differs between two equal runs?
"""

import collections
import dataclasses

from wheelwright.adapters.sql import Connection
from wheelwright.rehearse.observe import fingerprint
from wheelwright.rehearse.observe.fingerprint import Column, Table

MOST = 200_000  # values of a column that are compared one by one
SOME = 5


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RowsDiffer:
    """
    Rows of a table, or values of a column if one is named: key, one way, the other way.
    """

    table: str
    column: str | None
    count: int
    sample: tuple[tuple[str, str, str], ...] = ()


def compare(left: Connection, again: Connection, right: Connection) -> tuple[RowsDiffer, ...]:
    """
    What differs between `left` and `right`, though it is the same in `left` and `again`.

    A value that differs between two equal runs (a time, a random key) is no evidence of anything.
    """
    one, twin, other = (_by_name(connection) for connection in (left, again, right))
    found = []
    for name in sorted(one.keys() & twin.keys() & other.keys()):
        if one[name].rows == twin[name].rows != other[name].rows:
            count = abs(one[name].rows - other[name].rows)
            found.append(RowsDiffer(table=name, column=None, count=count))
            continue
        columns = [_columns(tables[name]) for tables in (one, twin, other)]
        for column in sorted(columns[0].keys() & columns[1].keys() & columns[2].keys()):
            mine, same, theirs = (side[column] for side in columns)
            tables = (left, one[name], mine), (right, other[name], theirs)
            if mine.keyed == same.keyed:
                if theirs.keyed != mine.keyed:
                    found += _by_key(column, *tables)
            elif mine.plain == same.plain != theirs.plain:
                # The rows' keys differ from run to run, but not the values they hold.
                found += _by_value(column, *tables)
    return tuple(found)


type _Place = tuple[Connection, Table, Column]


def _by_name(connection: Connection) -> dict[str, Table]:
    return {table.name: table for table in fingerprint.read(connection).values()}


def _columns(table: Table) -> dict[str, Column]:
    return {column.name: column for column in table.columns.values()}


def _by_key(name: str, left: _Place, right: _Place) -> list[RowsDiffer]:
    one, other = (fingerprint.values(c, t, column, most=MOST) for c, t, column in (left, right))
    keys = [key for key in sorted(one.keys() | other.keys()) if one.get(key) != other.get(key)]
    sample = tuple((key, one.get(key, ""), other.get(key, "")) for key in keys[:SOME])
    return _differ(left[1].name, name, len(keys), sample)


def _by_value(name: str, left: _Place, right: _Place) -> list[RowsDiffer]:
    one, other = (
        collections.Counter(fingerprint.values(c, t, column, most=MOST).values())
        for c, t, column in (left, right)
    )
    values = sorted((one - other).elements()), sorted((other - one).elements())
    sample = tuple(("", value, "") for value in values[0][:SOME]) + tuple(
        ("", "", value) for value in values[1][:SOME]
    )
    return _differ(left[1].name, name, max(map(len, values)), sample)


def _differ(
    table: str, column: str, count: int, sample: tuple[tuple[str, str, str], ...]
) -> list[RowsDiffer]:
    # No difference among the compared ones: it lies beyond MOST, which is said without a sample.
    return [RowsDiffer(table=table, column=column, count=count or 1, sample=sample)]
