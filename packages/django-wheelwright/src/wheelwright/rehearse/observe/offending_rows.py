"""
Which rows made a statement fail? Asked of the database the failure left behind.
"""

import contextlib
import re

import psycopg
from psycopg import sql

from wheelwright.adapters.sql import Connection
from wheelwright.rehearse.facts.failure import Failure, Sample
from wheelwright.report.model import Json

SOME = 5
KEY = re.compile(r"Key \((.+?)\)=\((.*)\)")
CHECK = re.compile(r"ADD CONSTRAINT .*?CHECK (\(.*\))", re.IGNORECASE | re.DOTALL)
ON_TABLE = re.compile(
    r"(?:ALTER TABLE(?: ONLY)?|CREATE UNIQUE INDEX.*? ON)\s+\"?(\w+)\"?", re.IGNORECASE | re.DOTALL
)
PREDICATE = re.compile(r"\)\s+WHERE\s+(.+?);?\s*$", re.IGNORECASE | re.DOTALL)
REFERENCES = re.compile(
    r"FOREIGN KEY \((.+?)\) REFERENCES \"?(\w+)\"? \((.+?)\)", re.IGNORECASE | re.DOTALL
)


def find(connection: Connection, failure: Failure) -> Sample | None:
    """
    The rows behind a violated unique, not-null, check or foreign key rule, as they are now.
    """
    condition = _condition(connection, failure)
    table = failure.table or _table(failure)
    if condition is None or table is None:
        return None
    # The statement may name columns its own transaction added: then nothing can be shown.
    with contextlib.suppress(psycopg.Error):
        return _sample(connection, table, condition)
    return None


def _table(failure: Failure) -> str | None:
    match = ON_TABLE.search(failure.statement)
    return match[1] if match else None


def _condition(connection: Connection, failure: Failure) -> sql.Composable | None:
    match failure.sqlstate:
        case "23505":
            return _duplicates(connection, failure)
        case "23502" if failure.column:
            return sql.SQL("{} IS NULL").format(sql.Identifier(failure.column))
        case "23514":
            found = CHECK.search(failure.statement)
            return sql.SQL("NOT {}").format(_raw(found[1])) if found else None
        case "23503":
            return _orphans(failure)
    return None


def _duplicates(connection: Connection, failure: Failure) -> sql.Composable | None:
    key = KEY.search(failure.detail or "")
    table = failure.table or _table(failure)
    if not key or not table:
        return None
    where = PREDICATE.search(failure.statement)
    among = sql.SQL("WHERE {}").format(_raw(where[1])) if where else sql.SQL("")
    return sql.SQL("({0}) IN (SELECT {0} FROM {1} {2} GROUP BY {0} HAVING count(*) > 1)").format(
        _raw(key[1]), sql.Identifier(table), among
    )


def _orphans(failure: Failure) -> sql.Composable | None:
    match = REFERENCES.search(failure.statement)
    if not match:
        return None
    column, parent, key = match.groups()
    return sql.SQL("{0} IS NOT NULL AND {0} NOT IN (SELECT {1} FROM {2})").format(
        _raw(column), _raw(key), sql.Identifier(parent)
    )


def _raw(text: str) -> sql.SQL:
    # Taken from the very statement the server just ran, on a database that is thrown away.
    return sql.SQL(text)


def _sample(connection: Connection, table: str, condition: sql.Composable) -> Sample | None:
    source = sql.SQL(" FROM {} WHERE ").format(sql.Identifier(table)) + condition
    row = connection.execute(sql.SQL("SELECT count(*)") + source).fetchone()
    total = int(str(row[0])) if row else 0
    if not total:
        return None
    cursor = connection.execute(
        sql.SQL("SELECT *") + source + sql.SQL(" ORDER BY 1 LIMIT {}").format(sql.Literal(SOME))
    )
    names = tuple(column.name for column in cursor.description or ())
    rows = tuple(tuple(_plain(value) for value in row) for row in cursor.fetchall())
    return Sample(total=total, columns=names, rows=rows)


def _plain(value: object) -> Json:
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)[:200]
