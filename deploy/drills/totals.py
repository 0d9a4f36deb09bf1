"""
What is in a database, told in figures that a copy must have as well?
"""

import dataclasses
from collections.abc import Mapping
from decimal import Decimal

import psycopg
from psycopg import sql

TABLES = """
    SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1
"""
# Whole numbers and decimals: minutes, shares, and every amount of money.
NUMBERS = """
    SELECT attname FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
      AND typname IN ('numeric', 'int4', 'int8', 'int2') ORDER BY attnum
"""
SEQUENCES = """
    SELECT format('%I.%I', schemaname, sequencename), coalesce(last_value, 0) FROM pg_sequences
"""
# What nothing may lack: how many there are of each kind, and how many are validated. PostgreSQL 18
# lists NOT NULL among the constraints and 15 does not: columns are counted instead.
RULES = """
    SELECT 'constraints ' || contype::text || ' ' || convalidated, count(*) FROM pg_constraint
    WHERE connamespace <> 'pg_catalog'::regnamespace AND contype <> 'n'
      AND connamespace <> 'information_schema'::regnamespace GROUP BY 1
    UNION ALL SELECT 'columns not null', count(*) FROM pg_attribute
    JOIN pg_class ON pg_class.oid = attrelid AND relkind = 'r'
    WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND attnotnull AND NOT attisdropped
    UNION ALL SELECT 'triggers', count(*) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'indexes', count(*) FROM pg_indexes WHERE schemaname = 'public'
"""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """
    Rows of each table, the sum of each column of numbers, and what the schema has.
    """

    rows: Mapping[str, int]
    sums: Mapping[str, Decimal]
    schema: Mapping[str, int]


def totals(session: psycopg.Connection) -> Totals:
    """
    Count and add up everything, as the session's transaction sees it.
    """
    rows: dict[str, int] = {}
    sums: dict[str, Decimal] = {}
    for (table,) in session.execute(TABLES).fetchall():
        columns = [name for (name,) in session.execute(NUMBERS, [table]).fetchall()]
        wanted = [sql.SQL("count(*)")]
        wanted += [sql.SQL("coalesce(sum({}), 0)").format(sql.Identifier(name)) for name in columns]
        query = sql.SQL("SELECT {} FROM {}").format(
            sql.SQL(", ").join(wanted), sql.Identifier(*table.replace('"', "").split(".", 1))
        )
        count, *added = session.execute(query).fetchone() or (0,)
        rows[table] = count
        sums.update(
            {f"{table}.{n}": Decimal(value) for n, value in zip(columns, added, strict=True)}
        )
    schema = dict(session.execute(RULES).fetchall())
    # A sequence is not part of a snapshot: a live one may be ahead of the copy, never behind.
    schema["sequences"] = len(session.execute(SEQUENCES).fetchall())
    return Totals(rows=rows, sums=sums, schema=schema)


def differences(original: Totals, copy: Totals) -> list[str]:
    """
    Every figure that the copy has differently, as sentences.
    """
    found = []
    for kind in ("rows", "sums", "schema"):
        here, there = getattr(original, kind), getattr(copy, kind)
        for name in sorted(here.keys() | there.keys()):
            if here.get(name) != there.get(name):
                found.append(f"{kind} of {name}: {here.get(name)}, and {there.get(name)} restored")
    return found
