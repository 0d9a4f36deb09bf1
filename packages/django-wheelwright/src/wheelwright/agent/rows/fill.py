"""
How is every table filled to N synthetic rows, set-based, within everything its rows must obey?
"""

from __future__ import annotations  # Django's fields are generic only for type checkers

import contextlib
import dataclasses
from collections.abc import Mapping, Sequence

from django.db import DatabaseError, IntegrityError, connection, transaction

from wheelwright.agent.events import Say
from wheelwright.agent.rows import fill_order, recipe
from wheelwright.agent.rows.recipe import Recipe
from wheelwright.agent.rows.tables import Table
from wheelwright.agent.rows.wishes import Wishes

CHUNK = 100_000  # rows of one statement and one transaction
PATIENCE = 3  # times as many row numbers as rows that are missing


def fill(
    *,
    say: Say,
    count: int,
    modules: list[str],
    without: Sequence[str] = (),
    kinds: Mapping[str, str] | None = None,
    keys: Sequence[str] = (),
) -> None:
    """
    Fill the package's tables to `count` rows each, and what they point at as far as needed.

    `without`, `kinds` and `keys` are what no schema says: see `wishes`.
    """
    wishes = Wishes.of(without, kinds, keys)
    filled: dict[str, Table] = {}
    for table, wanted in fill_order.plan(modules, count):
        name = table.model._meta.db_table
        if wanted and recipe.names_any_type(table) and not _count(table):
            say("any type", table=name)
        reason = _fill(table, wanted, filled, wishes) if wanted else None
        rows = _count(table)
        if rows:
            filled[table.name] = table
        if reason:
            say("unfilled", table=name, rows=rows, reason=reason)
        else:
            say("filled", table=name, rows=rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _fill(table: Table, wanted: int, filled: Mapping[str, Table], wishes: Wishes) -> str | None:
    """
    Why the table has fewer rows than wanted, or None.
    """
    have = _count(table)
    if have >= wanted:
        return None
    _mend_sequences(table)
    try:
        with contextlib.closing(recipe.keys_of(table)) as keys:
            made = recipe.write(table, keys, filled, first=have + 1, last=wanted, wishes=wishes)
            first, missing = have + 1, min(wanted - have, made.most)
            try:
                with transaction.atomic():
                    _insert(table, made, first=first, missing=missing)
            except DatabaseError:  # a trigger, perhaps, that takes no empty values
                alike = dataclasses.replace(made, expressions=made.plain)
                _insert(table, alike, first=first, missing=missing)
            _mend_sequences(table)
    except LookupError as exc:
        return f"it has {_count(table):,} rows: {exc.args[0]}"
    except DatabaseError as exc:
        return f"it has {_count(table):,} rows: {_said(exc)}"
    have = _count(table)
    if have < wanted:
        return f"it has {have:,} rows: {made.because or 'other numbers gave the same rows again'}"
    return None


def _insert(table: Table, made: Recipe, *, first: int, missing: int) -> None:
    number, last = first, first + PATIENCE * missing
    carefully = False
    while missing > 0 and number < last:
        size = min(missing, CHUNK)
        try:
            with transaction.atomic():
                added = _chunk(table, made, number, number + size - 1, carefully=carefully)
        except IntegrityError:
            if carefully:
                raise
            carefully = True  # a seeded row holds one of these values: those are left out
            continue
        missing -= added
        number += size


def _chunk(table: Table, made: Recipe, first: int, last: int, *, carefully: bool) -> int:
    over = " OVERRIDING SYSTEM VALUE" if made.overriding else ""
    into = f"INSERT INTO {table.name} ({', '.join(made.columns)}){over}"
    if not made.columns:
        into = f"INSERT INTO {table.name} ({made.any_column})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"{into} SELECT {', '.join(made.expressions) or made.any_value}"
            f" FROM generate_series({first}::bigint, {last}::bigint) AS i"
            + (" ON CONFLICT DO NOTHING" if carefully else "")
        )
        added = int(cursor.rowcount)
        # What is checked at the end of the transaction is this table's, and said here.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return added


def _count(table: Table) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table.name}")
        return int(cursor.fetchone()[0])


def _mend_sequences(table: Table) -> None:
    """
    Rows that came with their own numbers leave the sequence behind them.
    """
    quote = connection.ops.quote_name
    for column in table.columns:
        if column.numbered:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT setval(s, m) FROM (SELECT pg_get_serial_sequence(%s, %s) AS s,"
                    f" (SELECT max({quote(column.name)}) FROM {table.name}) AS m) AS found"
                    " WHERE m > coalesce(pg_sequence_last_value(s::regclass), 0)",
                    [table.name, column.name],
                )


def _said(error: DatabaseError) -> str:
    state = getattr(error.__cause__, "sqlstate", None)
    first = str(error).strip().splitlines()[0]
    return f"{first} (SQLSTATE {state})" if state else first
