"""
How do several rows get written by one statement, each from an instance of its model?
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection, models
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
    quote = connection.ops.quote_name
    columns, values, params = [], [], []
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.column in given:
            columns.append(quote(field.column))
            values.append(given[field.column])
        elif not isinstance(value, DatabaseDefault) and not (field.primary_key and value is None):
            columns.append(quote(field.column))
            values.append(f"%s::{field.db_type(connection).split(' GENERATED')[0]}")
            params.append(field.get_db_prep_save(value, connection))
    sql = (
        f"INSERT INTO {quote(row._meta.db_table)} ({', '.join(columns)})"
        f" SELECT {', '.join(values)}{f' FROM {source}' if source else ''}"
    )
    return sql, params
