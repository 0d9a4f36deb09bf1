"""
How does a statement take a short lock on a busy table without making everyone queue behind it?
"""

import random
import time
from typing import Any

from django.db import NotSupportedError, OperationalError
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LOCK_TIMEOUT_MS = 2_000
ATTEMPTS = 30


def require_autocommit(operation: object, editor: BaseDatabaseSchemaEditor) -> None:
    """
    Refuse to run inside the migration's transaction.

    Raises:
        NotSupportedError: naming the line that the migration lacks.
    """
    if editor.connection.in_atomic_block:
        raise NotSupportedError(
            f"{type(operation).__name__} commits step by step and cannot run in a transaction. "
            "Set `atomic = False` on this migration and keep other operations out of it."
        )


def execute_briefly(
    editor: BaseDatabaseSchemaEditor,
    sql: str,
    params: Any = (),
    *,
    lock_timeout_ms: int = LOCK_TIMEOUT_MS,
    attempts: int = ATTEMPTS,
) -> None:
    """
    Execute a statement that needs a strong lock: give up after `lock_timeout_ms`, pause, retry.

    A statement that waits for its lock blocks everybody who comes after it, even readers; giving
    up lets them through. After the last attempt the OperationalError (55P03) is the caller's.
    """
    if editor.collect_sql:
        editor.execute(sql, params or None)
        return
    with editor.connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        before = cursor.fetchone()[0]
        cursor.execute(f"SET lock_timeout = {int(lock_timeout_ms)}")
        try:
            for attempt in range(1, attempts + 1):
                try:
                    cursor.execute(sql, params)
                except OperationalError as exc:
                    code = getattr(exc.__cause__, "sqlstate", None)
                    if code != "55P03" or attempt == attempts:
                        raise
                    # Jitter, so that two hosts migrating at once do not meet again and again.
                    time.sleep(min(0.1 * attempt, 2.0) * random.uniform(0.5, 1.0))  # noqa: S311
                else:
                    return
        finally:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [before])


def index_is_valid(editor: BaseDatabaseSchemaEditor, index: str) -> bool | None:
    """
    Whether an index of the current schema is valid; None if there is none of that name.
    """
    with editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.indisvalid FROM pg_index i WHERE i.indexrelid = to_regclass(%s)",
            [editor.quote_name(index)],
        )
        row = cursor.fetchone()
    return None if row is None else bool(row[0])


def constraint_exists(editor: BaseDatabaseSchemaEditor, table: str, name: str) -> bool:
    """
    Whether a table has a constraint of that name.
    """
    with editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_constraint WHERE conrelid = to_regclass(%s) AND conname = %s",
            [editor.quote_name(table), name],
        )
        return cursor.fetchone() is not None
