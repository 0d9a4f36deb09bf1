"""
How far has a backfill come, and what is its next chunk?
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.db import transaction

TARGET_SECONDS = 0.05
SMALLEST, LARGEST = 100, 100_000
log = logging.getLogger("domain_kit.backfill")

_CREATE = """
CREATE TABLE IF NOT EXISTS domain_kit_backfill (
    app_label text NOT NULL,
    name text NOT NULL,
    last_key text,
    rows_changed bigint NOT NULL DEFAULT 0,
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    PRIMARY KEY (app_label, name)
)
"""


class Progress:
    """
    The row of one backfill in `domain_kit_backfill`; an operator may read it at any time.
    """

    def __init__(self, *, connection: Any, app_label: str, name: str) -> None:
        self.connection = connection
        self._id = [app_label, name]
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('domain_kit_backfill')")
            if cursor.fetchone()[0] is None:
                cursor.execute(_CREATE)

    def start(self) -> tuple[str | None, bool]:
        """
        The last key done, as text, and whether all is done.
        """
        with self.connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO domain_kit_backfill (app_label, name) VALUES (%s, %s)"
                " ON CONFLICT DO NOTHING",
                self._id,
            )
            cursor.execute(
                "SELECT last_key, finished_at IS NOT NULL FROM domain_kit_backfill"
                " WHERE app_label = %s AND name = %s",
                self._id,
            )
            last_key, finished = cursor.fetchone()
        return last_key, finished

    def advance(self, cursor: Any, last_key: Any, rows: int) -> None:
        """
        Record a chunk, in the chunk's own transaction.
        """
        cursor.execute(
            "UPDATE domain_kit_backfill SET last_key = %s, rows_changed = rows_changed + %s"
            " WHERE app_label = %s AND name = %s",
            [str(last_key), rows, *self._id],
        )

    def finish(self) -> None:
        """
        Record that every row was visited.
        """
        with self.connection.cursor() as cursor:
            cursor.execute(
                "UPDATE domain_kit_backfill SET finished_at = now()"
                " WHERE app_label = %s AND name = %s",
                self._id,
            )

    def forget(self) -> None:
        """
        Start from the first key next time.
        """
        with self.connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM domain_kit_backfill WHERE app_label = %s AND name = %s", self._id
            )


def walk(
    progress: Progress,
    *,
    table: str,
    key: str,
    chunk: int,
    fill: Callable[[Any, Any, Any], int],
) -> None:
    """
    Fill a table from the first undone key to its end, in chunks of about 50 ms.
    """
    connection = progress.connection
    last_key, finished = progress.start()
    if finished:
        return
    bounds = _Bounds(connection, table=table, key=key)
    while (found := bounds.after(last_key, chunk)) is not None:
        first, last = found
        started = time.monotonic()
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            rows = fill(cursor, first, last)
            progress.advance(cursor, last, rows)
        seconds = time.monotonic() - started
        log.info("%s: up to %s, %d rows in %.3f s", table, last, rows, seconds)
        last_key = str(last)
        chunk = max(
            SMALLEST, min(LARGEST, int(chunk * min(2.0, TARGET_SECONDS / max(seconds, 1e-4))))
        )
    progress.finish()


class _Bounds:
    """
    Finds the keys of the next chunk by the key's own order.
    """

    def __init__(self, connection: Any, *, table: str, key: str) -> None:
        quote = connection.ops.quote_name
        self._connection = connection
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
                " WHERE attrelid = to_regclass(%s) AND attname = %s",
                [quote(table), key],
            )
            kind = cursor.fetchone()[0]
        self._sql = (
            f"SELECT {quote(key)} FROM {quote(table)}"
            f" WHERE %s::text IS NULL OR {quote(key)} > %s::text::{kind}"
            f" ORDER BY {quote(key)}"
        )

    def after(self, last_key: str | None, size: int) -> tuple[Any, Any] | None:
        """
        The first and last key of the next `size` rows; None when there are no more.
        """
        with self._connection.cursor() as cursor:
            cursor.execute(
                f"WITH chunk AS ({self._sql} LIMIT %s)"
                " SELECT (array_agg(k))[1], (array_agg(k))[count(*)] FROM chunk AS c(k)",
                [last_key, last_key, size],
            )
            first, last = cursor.fetchone()
        return None if first is None else (first, last)
