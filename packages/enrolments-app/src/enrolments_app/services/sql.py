"""
How do several rows get written by one statement, each from an instance of its model?
"""

import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.expressions import DatabaseDefault


def insert_of(
    row: models.Model, *, source: str = "", given: Mapping[str, str] | None = None
) -> tuple[str, list[Any]]:
    """
    `INSERT INTO … SELECT …` of an instance, and its parameters.

    Columns that the database fills are left out. `given` are columns whose value is an SQL
    expression, `source` the FROM clause that it reads.
    """
    given = given or {}
    connection = connections[DEFAULT_DB_ALIAS]
    names, params = [], []
    for field in row._meta.concrete_fields:
        if field.column in given:
            names.append(field.name)
            continue
        value = getattr(row, field.attname)
        if not isinstance(value, DatabaseDefault) and not (field.primary_key and value is None):
            names.append(field.name)
            params.append(field.get_db_prep_save(value, connection))
    return _text(type(row), tuple(names), tuple(given.items()), source), params


@functools.lru_cache(maxsize=64)
def _text(
    model: type[models.Model],
    names: tuple[str, ...],
    given: tuple[tuple[str, str], ...],
    source: str,
) -> str:
    connection = connections[DEFAULT_DB_ALIAS]
    quote, expressions = connection.ops.quote_name, dict(given)
    fields = [model._meta.get_field(name) for name in names]
    columns = ", ".join(quote(field.column) for field in fields)
    values = ", ".join(
        expressions.get(field.column)
        or f"%s::{(field.db_type(connection) or '').split(' GENERATED')[0]}"
        for field in fields
    )
    table = quote(model._meta.db_table)
    return f"INSERT INTO {table} ({columns}) SELECT {values}{f' FROM {source}' if source else ''}"


def insert_many(rows: Sequence[models.Model]) -> None:
    """
    Insert instances of one model by one statement, however many there are: a parameter for each
    column. Keys that the database gives are written on the instances.
    """
    if not rows:
        return
    model = type(rows[0])
    connection = connections[DEFAULT_DB_ALIAS]
    fields = [field for field in model._meta.concrete_fields if _is_given(rows[0], field)]
    columns = [
        [field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows]
        for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(_many(model, tuple(field.name for field in fields)), columns)
        keys = [key for (key,) in cursor.fetchall()]
    for row, key in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding = False


def _is_given(row: models.Model, field: Any) -> bool:
    value = getattr(row, field.attname)
    return not isinstance(value, DatabaseDefault) and not (field.primary_key and value is None)


@functools.lru_cache(maxsize=16)
def _many(model: type[models.Model], names: tuple[str, ...]) -> str:
    connection = connections[DEFAULT_DB_ALIAS]
    quote = connection.ops.quote_name
    fields = [model._meta.get_field(name) for name in names]
    columns = ", ".join(quote(field.column) for field in fields)
    # Without the length: a cast to varchar(40) would cut what the column has to refuse.
    types = [re.sub(r"\(.*?\)", "", field.db_type(connection) or "") for field in fields]
    arrays = ", ".join(f"%s::{each}[]" for each in types)
    key = quote(model._meta.pk.column)
    return (
        f"INSERT INTO {quote(model._meta.db_table)} ({columns}) SELECT {columns}"
        f" FROM unnest({arrays}) WITH ORDINALITY AS given({columns}, place)"
        f" ORDER BY place RETURNING {key}"
    )
