"""
How large are the tables of somebody's live database? Asked in a way that disturbs nobody.
"""

import datetime as dt
from collections.abc import Callable

import psycopg
from psycopg import sql

from wheelwright.adapters.databases import hidden, last_line
from wheelwright.errors import BadRequest, NoServer
from wheelwright.profile.file import Profile, Size

SMALL = 16 * 2**20  # bytes of a table that is counted; of a larger one the estimate is taken
# Partitions are part of their table. A table nobody analysed has no estimate (-1). Its size is read
# here, too, because pg_table_size() waits for whoever has the table locked.
TABLES = """
    SELECT n.nspname, c.relname, sum(part.reltuples)::bigint, min(part.reltuples)::bigint,
        sum(part.relpages)::bigint * current_setting('block_size')::bigint
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN LATERAL (SELECT l.reltuples, l.relpages FROM pg_class l
        WHERE (c.relkind = 'r' AND l.oid = c.oid) OR (c.relkind = 'p' AND l.relkind = 'r'
            AND l.oid IN (SELECT relid FROM pg_partition_tree(c.oid)))) AS part ON true
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
      AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%%'
    GROUP BY n.nspname, c.relname ORDER BY n.nspname, c.relname
"""

type Tell = Callable[[str], None]


def read(url: str, *, seconds: float, tell: Tell) -> Profile:
    """
    The sizes of every table, in read-only transactions that give up rather than wait.

    Raises:
        BadRequest: if the URL is not one of a PostgreSQL, or tables have no size to be had.
        NoServer: if it does not answer.
    """
    if not url.startswith(("postgresql://", "postgres://")):
        scheme = url.partition("://")[0] if "://" in url else "no"
        raise BadRequest(
            f"--database must be the URL of a PostgreSQL database; this one has the scheme {scheme}."
            if scheme != "no"
            else "--database must be the URL of a PostgreSQL database; this is no URL.",
            "Give it as postgresql://USER@HOST:PORT/NAME.",
        )
    try:
        with psycopg.connect(url, connect_timeout=5, autocommit=True) as connection:
            return _read(connection, seconds, tell)
    except psycopg.Error as exc:
        raise NoServer(
            f"{hidden(url)} cannot be profiled: {last_line(str(exc))}.",
            "Check the URL, that the server runs and that the role may connect.",
        ) from exc


def _read(
    connection: psycopg.Connection[tuple[object, ...]], seconds: float, tell: Tell
) -> Profile:
    connection.read_only = True
    _limit(connection, seconds)
    found = connection.execute(TABLES.replace("%%", "%").encode()).fetchall()
    sizes = []
    for number, (schema, table, rows, least, size) in enumerate(found, 1):
        tell(f"{number} of {len(found)}: {schema}.{table}")
        sizes.append(
            _size(
                connection, str(schema), str(table), int(str(rows)), int(str(least)), int(str(size))
            )
        )
    version = connection.info.server_version
    return Profile(
        database=connection.info.dbname,
        postgresql=f"{version // 10000}.{version % 10000}",
        taken_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        tables=tuple(sizes),
    )


def _limit(connection: psycopg.Connection[tuple[object, ...]], seconds: float) -> None:
    milliseconds = str(int(seconds * 1000))
    for name in ("statement_timeout", "lock_timeout"):
        connection.execute("SELECT set_config(%s, %s, false)", [name, milliseconds])


def _size(
    connection: psycopg.Connection[tuple[object, ...]],
    schema: str,
    table: str,
    rows: int,
    least: int,
    size: int,
) -> Size:
    known = least >= 0
    if size <= SMALL or not known:
        counted = _count(connection, schema, table)
        if counted is not None:
            return Size(schema=schema, table=table, rows=counted, bytes=size, counted=True)
    if not known:
        raise BadRequest(
            f"{schema}.{table} was never analysed and could not be counted in time or at all.",
            f"Run ANALYZE {schema}.{table} there, give the role the right to read it, or allow more "
            "with --seconds.",
        )
    return Size(schema=schema, table=table, rows=rows, bytes=size, counted=False)


def _count(
    connection: psycopg.Connection[tuple[object, ...]], schema: str, table: str
) -> int | None:
    """
    The exact number, unless that takes too long, somebody has the table locked, or we may not read it.
    """
    query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))
    try:
        row = connection.execute(query).fetchone()
    except (
        psycopg.errors.QueryCanceled,
        psycopg.errors.LockNotAvailable,
        psycopg.errors.InsufficientPrivilege,
    ):
        return None
    return int(str(row[0])) if row else None
