"""
Do two upgrades of one baseline end in the same state?
"""

import dataclasses

from wheelwright.adapters.sql import Connection
from wheelwright.rehearse.facts import schema
from wheelwright.rehearse.facts.interruptions import Departure
from wheelwright.rehearse.facts.schema import Catalogue
from wheelwright.rehearse.observe import catalogue, fingerprint, losses
from wheelwright.rehearse.observe.fingerprint import Table

# Columns of primary keys, and of foreign keys with the table they point at.
KEYS = """
    SELECT t.relname, a.attname, coalesce(r.relname, t.relname)
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (c.conkey)
    LEFT JOIN pg_class r ON r.oid = c.confrelid
    WHERE c.contype IN ('p', 'f')
"""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """
    The state of one database; its keys name the table that each key column points at.
    """

    catalogue: Catalogue
    tables: dict[str, Table]
    keys: dict[tuple[str, str], str]


def read(connection: Connection) -> Ending:
    """
    Everything that is compared.
    """
    keys = connection.execute(KEYS).fetchall()
    return Ending(
        catalogue=catalogue.read(connection),
        tables={table.name: table for table in fingerprint.read(connection).values()},
        keys={(str(table), str(column)): str(target) for table, column, target in keys},
    )


def departures(
    baseline: Connection, once: Connection, twice: Connection, endings: tuple[Ending, Ending]
) -> tuple[Departure, ...]:
    """
    What differs in the second of two upgraded databases: schema, numbers of rows, values.

    Which keys new rows got is not compared: a sequence never gives back what a rollback used.
    """
    left, right = endings
    found = [_of_schema(d) for d in schema.compare(left.catalogue, right.catalogue)]
    shared = [(table, right.tables[n]) for n, table in left.tables.items() if n in right.tables]
    found += [_of_rows(was, now) for was, now in shared if was.rows != now.rows]
    if not any(_values(was, keyed=True) != _values(now, keyed=True) for was, now in shared):
        return tuple(sorted(found))
    before = {table.name: table for table in fingerprint.read(baseline).values()}
    grown = {n for n, t in left.tables.items() if n not in before or t.rows > before[n].rows}
    loose = {key for key, target in left.keys.items() if target in grown}
    values = {
        (table, column): f"{count:,} values of {table}.{column} differ"
        for table, column, count in losses.not_restored(baseline, once, twice)
        if (table, column) not in loose
    }
    for was, now in shared:
        if was.name in grown and was.rows == now.rows:
            for column in _differing(was, now):
                if (was.name, column) not in loose:
                    values.setdefault((was.name, column), f"values of {was.name}.{column} differ")
    found += [Departure(subject=f"{t}.{c}", says=says) for (t, c), says in values.items()]
    return tuple(sorted(found))


def _values(table: Table, *, keyed: bool) -> dict[str, str]:
    return {c.name: c.keyed if keyed else c.plain for c in table.columns.values()}


def _differing(was: Table, now: Table) -> list[str]:
    left, right = _values(was, keyed=False), _values(now, keyed=False)
    return [name for name in left if name in right and left[name] != right[name]]


def _of_schema(difference: schema.Difference) -> Departure:
    name = f"the {difference.kind} {difference.name}"
    if difference.right is None:
        says = f"{name} is missing"
    elif difference.left is None:
        says = f"{name} is left over"
    else:
        says = f"{name} is “{difference.right}” instead of “{difference.left}”"
    return Departure(subject=difference.name, says=says)


def _of_rows(was: Table, now: Table) -> Departure:
    return Departure(
        subject=was.name, says=f"{was.name} holds {now.rows:,} rows instead of {was.rows:,}"
    )
