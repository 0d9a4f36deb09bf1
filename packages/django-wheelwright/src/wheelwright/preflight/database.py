"""
What does the live database look like? Asked in read-only transactions, with time limits.
"""

import contextlib
import dataclasses
from collections.abc import Iterator, Mapping

import psycopg

from wheelwright.adapters.databases import hidden, last_line
from wheelwright.errors import NoServer

# Nobody may wait for a preflight: it gives up before it stands in anybody's way.
OPTIONS = (
    "-c default_transaction_read_only=on -c statement_timeout=30s -c lock_timeout=2s "
    "-c idle_in_transaction_session_timeout=60s"
)
IDENTITY = (
    "SELECT current_database(), pg_postmaster_start_time()::text, current_setting('server_version')"
)
# -1 means never analysed; then the statistics' own count is the better guess.
ROWS = """
    SELECT c.relname, CASE WHEN c.reltuples < 0 THEN coalesce(s.n_live_tup, 0) ELSE c.reltuples END
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%'
"""
NOT_VALID = """
    SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE NOT convalidated ORDER BY 1
"""
INVALID = """
    SELECT c.relname, i.indrelid::regclass::text
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid ORDER BY 1
"""
OLD_TRANSACTIONS = """
    SELECT pid, coalesce(usename, ''), extract(epoch FROM now() - xact_start)
    FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND xact_start < now() - interval '1 minute' ORDER BY xact_start
"""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """
    A live database: which one it is, how big its tables are, and what was left half-done in it.
    """

    name: str
    started: str
    version: str
    rows: Mapping[str, int]
    not_valid: tuple[tuple[str, str, str], ...]
    invalid_indexes: tuple[tuple[str, str], ...]
    old_transactions: tuple[tuple[int, str, float], ...]


def look(url: str) -> Live:
    """
    Read a live database.

    Raises:
        NoServer: if it does not answer.
    """
    with _connected(url) as connection:
        identity = connection.execute(IDENTITY).fetchone()
        assert identity is not None
        return Live(
            name=identity[0],
            started=identity[1],
            version=identity[2].split()[0],
            rows={name: int(rows) for name, rows in connection.execute(ROWS)},
            not_valid=tuple(connection.execute(NOT_VALID).fetchall()),
            invalid_indexes=tuple(connection.execute(INVALID).fetchall()),
            old_transactions=tuple(
                (pid, user, float(age)) for pid, user, age in connection.execute(OLD_TRANSACTIONS)
            ),
        )


@contextlib.contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection]:
    if not url.startswith(("postgres://", "postgresql://")):
        raise NoServer(
            f"{url.partition(':')[0] or 'nothing'} is not an address of a PostgreSQL.",
            "Write --database postgresql://user:password@host:5432/name.",
        )
    try:
        with psycopg.connect(url, connect_timeout=5, options=OPTIONS) as connection:
            yield connection
    except psycopg.Error as exc:
        raise NoServer(
            f"PostgreSQL at {hidden(url)} could not be read: {last_line(str(exc))}.",
            "Check the URL and the role; it needs to connect and to read the catalogue.",
        ) from exc
