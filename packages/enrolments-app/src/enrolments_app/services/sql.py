"""
How do several rows get written by one statement, each from an instance of its model?
"""

import functools
from collections.abc import Mapping
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
